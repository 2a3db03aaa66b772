using System.Globalization;

namespace Vtnt.Jail;

/// <summary>
/// What Unikraft 0.18 with lwIP 2.1 offers a program: the system calls it has, and what those refuse. Found by
/// experiment in a guest.
/// </summary>
internal static class UnikernelSurface
{
    private const int BadAddress = 14, InvalidArgument = 22, NoSystemCall = 38, NoProtocolOption = 92, FamilyNotSupported = 97;
    private const uint DoNotWait = 0x40, GetInterfaceAddress = 0x8915;

    /// <summary>The system calls with their x86-64 numbers.</summary>
    internal static IReadOnlyDictionary<string, uint> SystemCalls { get; } = ReadSystemCalls();

    /// <summary>What is refused although the call is there.</summary>
    internal static IReadOnlyList<Refusal> Refusals { get; } = [.. AllRefusals()];

    /// <summary>The error of a call that is not there.</summary>
    internal static int MissingCallErrno => NoSystemCall;

    private static IEnumerable<Refusal> AllRefusals()
    {
        // AF_INET6, AF_NETLINK, AF_PACKET
        foreach (uint family in (uint[])[10, 16, 17])
        {
            yield return new("socket", FamilyNotSupported, new Refusal.Condition(0, family));
        }

        // Sleeping in poll without a descriptor.
        yield return new("poll", BadAddress, new(0, 0), new(1, 0));

        // IP_HDRINCL, IP_OPTIONS, IP_PKTINFO, IP_MTU_DISCOVER, IP_RECVTTL, IP_TRANSPARENT and IP_BIND_ADDRESS_NO_PORT;
        // SO_SNDBUF, SO_PRIORITY, SO_REUSEPORT, SO_RCVTIMEO, SO_SNDTIMEO, SO_TIMESTAMP, SO_TIMESTAMPNS, SO_MARK, SO_TIMESTAMPING.
        foreach ((uint level, uint[] options) in ((uint, uint[])[])[(0, [3, 4, 8, 10, 12, 15, 24]), (1, [7, 12, 15, 20, 21, 29, 35, 36, 37])])
        {
            foreach (uint option in options)
            {
                yield return new("setsockopt", NoProtocolOption, new(1, level), new(2, option));
            }
        }

        // lwIP ignores MSG_DONTWAIT and blocks for ever; here its use shows.
        foreach ((string call, int flags) in ((string, int)[])[("recvfrom", 3), ("sendto", 3), ("recvmsg", 2), ("sendmsg", 2)])
        {
            yield return new(call, InvalidArgument, new Refusal.Condition(flags, DoNotWait, IsBit: true));
        }

        yield return new("ioctl", NoSystemCall, new Refusal.Condition(1, GetInterfaceAddress));
    }

    private static Dictionary<string, uint> ReadSystemCalls()
    {
        using Stream stream = typeof(UnikernelSurface).Assembly.GetManifestResourceStream("unikernel-system-calls.txt")!;
        using var reader = new StreamReader(stream);
        var calls = new Dictionary<string, uint>();
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#') && line.Split(' ') is [string name, string number])
            {
                calls.Add(name, uint.Parse(number, CultureInfo.InvariantCulture));
            }
        }

        return calls;
    }
}
