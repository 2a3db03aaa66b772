using System.Collections.Immutable;
using System.Diagnostics;
using static Vtnt.Probing.OptionLetters;

namespace Vtnt.Probing;

/// <summary>scamper's option letters of <c>ping</c>, judged in command-line order, then together.</summary>
internal sealed class PingLetters
{
    internal static readonly OptionSyntax Syntax = new("A#b#B:c#C:d#F#i:m#M#o#O:p:P:r:Rs#S:T:U#W:y#z#");

    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1), Second = TimeSpan.FromSeconds(1);

    private PingOptions _options = new();
    private byte[] _payload = [], _pattern = [];
    private int? _payloadSize, _probeSize;
    private uint? _tcpNumber;
    private string? _unsupported;

    /// <summary>Applies one letter; returns what is wrong with it, or null.</summary>
    internal string? Apply(char letter, string value) => letter switch
    {
        'A' => Set(value, "tcp-ack", 0, uint.MaxValue, n => _tcpNumber = (uint)n),
        'b' => Set(value, "payload size", 0, ushort.MaxValue, n => _payloadSize = (int)n),
        'B' => SetBytes(value, "payload", 1000, b => _payload = b),
        'c' => Set(value, "probe count", 1, ushort.MaxValue, n => _options = _options with { ProbeCount = (int)n }),
        'C' => SetAnyBase(value, "checksum", 0, ushort.MaxValue, n => _options = _options with { IcmpChecksum = (ushort)n }),
        'd' => Set(value, "dport", 0, ushort.MaxValue, n => _options = _options with { DestinationPort = (ushort)n }),
        'F' => Set(value, "sport", 0, ushort.MaxValue, SetSourcePort),
        'i' => SetTime(value, "wait-probe", "1ms - 20s", 20 * Second, t => _options = _options with { WaitProbe = t }),
        'm' => Set(value, "ttl", 1, 255, n => _options = _options with { ProbeTtl = (byte)n }),
        'M' => Set(value, "mtu", 0, ushort.MaxValue, n => _options = _options with { ReplyPathMtu = (ushort)n }),
        'o' => Set(value, "reply count", 0, ushort.MaxValue, n => _options = _options with { StopCount = (int)n }),
        'O' => SetWord(value),
        'p' => SetBytes(value, "pattern", 16, b => _pattern = b),
        'P' => SetMethod(value),
        'r' => SetAddress(value, "invalid router address", a => _options = _options with { Router = a }),
        'R' => Do(() => _options = _options with { RecordRoute = true }),
        's' => Set(value, "probe size", 0, ushort.MaxValue, n => _probeSize = (int)n),
        'S' => SetAddress(value, "invalid source address", a => _options = _options with { Source = a }),
        'T' => SetTimestamps(value),
        'U' => Set(value, "userid", 0, uint.MaxValue, n => _options = _options with { UserId = (uint)n }),
        'W' => SetTime(value, "timeout", "1ms - 255s", 255 * Second, t => _options = _options with { WaitTimeout = t }),
        'y' => Set(value, "stream", 0, 20, n => RefuseUnless(n == 0, letter, "results in progress go to a control socket, and there is none")),
        'z' => Set(value, "tos", 0, 255, n => _options = _options with { Tos = (byte)n }),
        _ => throw new UnreachableException(),
    };

    /// <summary>The options, when all letters together make sense for the destinations; otherwise what is wrong.</summary>
    internal string? Finish(IReadOnlyList<HostAddress> destinations, out PingOptions options)
    {
        options = _options;
        (bool toIPv4, bool toIPv6) = OptionLetters.FamiliesOf(destinations);
        if (_options.Source is { } source && ((source.IsIPv4 && toIPv6) || (source.IsIPv6 && toIPv4)))
        {
            return "invalid source address";
        }

        if (_options.Router is { } router && ((router.IsIPv4 && toIPv6) || (router.IsIPv6 && toIPv4)))
        {
            return "invalid router address";
        }

        if (_payload.Length > 0 && _pattern.Length > 0)
        {
            return "cannot set both payload and pattern";
        }

        SetTcpNumber();
        if (_options.ReplyPathMtu != 0)
        {
            // Fragments are seen by packet sockets alone; as scamper, which says so too.
            _options = _options with { Sockets = _options.Sockets | PingFlags.Datalink };
        }

        string? error = CheckCombinations(toIPv4, toIPv6)
            ?? SizePayload(PingFlow.HeaderLengthOf(toIPv6 && !toIPv4 ? AddressKind.IPv6 : AddressKind.IPv4, _options), isMixed: toIPv4 && toIPv6)
            ?? CheckSupport();
        options = _options;
        return error;
    }

    /// <summary>What scamper takes and this version does not do: letters, then sockets that exclude each other.</summary>
    private string? CheckSupport()
    {
        const PingFlags PacketSocket = PingFlags.Datalink | PingFlags.DatalinkTransmit;
        bool isPacket = (_options.Sockets & PacketSocket) != 0 || _options.Router is not null;
        RefuseUnless(!isPacket || (_options.Sockets & ~PacketSocket) == 0, 'O', "all packets go through a packet socket here");
        return _unsupported;
    }

    private string? CheckCombinations(bool toIPv4, bool toIPv6)
    {
        bool isTcp = PingFlow.IsTcpMethod(_options.Method), hasIpOptions = IpOptionBytes.LengthFor(_options) > 0;
        return _options switch
        {
            { IcmpChecksum: not null } when !PingFlow.IsIcmpMethod(_options.Method) => "only ICMP probes can have a forced checksum",
            _ when isTcp && (_payload.Length > 0 || _pattern.Length > 0 || _payloadSize > 0) => "cannot include a payload with TCP ping",
            { Method: PingMethod.IcmpTime } when toIPv6 => "there are no timestamp requests in ICMPv6",
            { RecordRoute: true, TimestampOption: not PingTimestampOption.None } => "record route and time stamps do not fit into one packet",
            { Sockets: var sockets } when (sockets & PingFlags.Raw) != 0 && (!isTcp || toIPv6) => "-O raw only works for IPv4 TCP methods",
            _ when hasIpOptions && toIPv6 => "there are no such options in IPv6",
            { TcpSegmentSize: not 0 } when !isTcp => "-O mss only works for TCP methods",
            { TooBigTrick: true, ReplyPathMtu: 0 } => "-O tbt needs the MTU of -M",
            { TooBigTrick: true } when toIPv4 => "-O tbt only works for IPv6",
            _ => null,
        };
    }

    /// <summary>The number is that of the field which the method's segments make use of.</summary>
    private void SetTcpNumber()
    {
        if (_tcpNumber is { } number && PingFlow.IsTcpMethod(_options.Method))
        {
            bool isAcknowledgement = _options.Method is PingMethod.TcpAck or PingMethod.TcpAckSourcePort or PingMethod.TcpSynAck;
            _options = isAcknowledgement ? _options with { TcpAcknowledgement = number } : _options with { TcpSequence = number };
        }
    }

    private string? SizePayload(int headers, bool isMixed)
    {
        if (_probeSize is { } whole && isMixed)
        {
            return "cannot set one probe size for IPv4 and IPv6 together";
        }

        int? size = _payloadSize ?? (_payload.Length > 0 ? _payload.Length : null);
        if (_probeSize is { } probeSize)
        {
            if (probeSize < headers + Math.Max(size ?? 0, _payload.Length))
            {
                return "specified probe size too small";
            }

            if (size is not null && probeSize != headers + size)
            {
                return "specified probe size inconsistent with payload";
            }

            size = probeSize - headers;
        }

        if (size is { } room && room < _payload.Length)
        {
            return "payload is longer than the payload size";
        }

        int steering = _options.IcmpChecksum is null ? 0 : 2;
        byte[] payload = _pattern.Length > 0 ? Repeat((size ?? PingFlow.PayloadSizeOf(_options)) - steering) : _payload;
        _options = _options with { PayloadSize = size, Payload = payload.Length > 0 ? payload : default(ReadOnlyMemory<byte>) };
        return null;
    }

    private byte[] Repeat(int size)
    {
        byte[] payload = new byte[size];
        for (int i = 0; i < size; i++)
        {
            payload[i] = _pattern[i % _pattern.Length];
        }

        return payload;
    }

    private void SetSourcePort(long port) =>
        _options = port == 0 ? _options with { SystemPort = true } : _options with { SourcePort = (ushort)port };

    private string? SetMethod(string value) =>
        MethodNames.PingMethodOf(value) is { } method ? Do(() => _options = _options with { Method = method }) : "invalid ping method";

    private string? SetWord(string value)
    {
        PingFlags socket = value.ToUpperInvariant() switch
        {
            "DL" => PingFlags.Datalink,
            "DLTX" => PingFlags.DatalinkTransmit,
            "RAW" => PingFlags.Raw,
            "SOCKRX" => PingFlags.SocketReceive,
            _ => PingFlags.None,
        };
        if (socket == PingFlags.None && !TrySetOtherWord(value.ToUpperInvariant()))
        {
            return "unknown option";
        }

        _options = _options with { Sockets = _options.Sockets | socket };
        return null;
    }

    private bool TrySetOtherWord(string word)
    {
        bool isSpoof = word == "SPOOF", isNoSource = word == "NOSRC", isTrick = word == "TBT";
        long size = _options.TcpSegmentSize;
        if (!isSpoof && !isNoSource && !isTrick
            && !(word.StartsWith("MSS=", StringComparison.Ordinal) && OptionValues.TryParseNumber(word.AsSpan(4), 0, ushort.MaxValue, out size)))
        {
            return false;
        }

        _options = _options with
        {
            Spoof = _options.Spoof || isSpoof,
            NoSource = _options.NoSource || isNoSource,
            TooBigTrick = _options.TooBigTrick || isTrick,
            TcpSegmentSize = (ushort)size,
        };
        return true;
    }

    private string? SetTimestamps(string value)
    {
        ImmutableArray<HostAddress> addresses = [];
        PingTimestampOption option = value switch
        {
            "tsonly" => PingTimestampOption.TimesOnly,
            "tsandaddr" => PingTimestampOption.TimesAndAddresses,
            _ when TryParsePrespecified(value, out addresses) => PingTimestampOption.Prespecified,
            _ => PingTimestampOption.None,
        };
        _options = _options with { TimestampOption = option, TimestampAddresses = addresses };
        return option == PingTimestampOption.None ? "invalid timestamp option" : null;
    }

    private static bool TryParsePrespecified(string value, out ImmutableArray<HostAddress> addresses)
    {
        const string Word = "tsprespec=";
        addresses = [];
        bool isGood = value.StartsWith(Word, StringComparison.Ordinal);
        ReadOnlySpan<char> rest = isGood ? value.AsSpan(Word.Length) : default;
        for (int end = 0; isGood && end >= 0;)
        {
            HostAddress address = default;
            end = rest.IndexOf(',');
            isGood = addresses.Length < 4 && HostAddress.TryParse(end < 0 ? rest : rest[..end], out address) && address.IsIPv4;
            rest = rest[(end + 1)..];
            addresses = isGood ? addresses.Add(address) : [];
        }

        return isGood;
    }

    private void RefuseUnless(bool isSupported, char letter, string why)
    {
        if (!isSupported)
        {
            Refuse(letter, why);
        }
    }

    private void Refuse(char letter, string why) => _unsupported ??= $"-{letter} failed: not supported in this version, {why}";

    private static string? SetTime(string value, string name, string range, TimeSpan maximum, Action<TimeSpan> assign) =>
        !OptionValues.TryParseTime(value, Second, out TimeSpan time) ? $"malformed {name}"
        : time < Millisecond || time > maximum ? $"{name} must be within {range}"
        : Do(() => assign(time));

    private static string? SetBytes(string value, string name, int maximum, Action<byte[]> assign) => value switch
    {
        _ when !OptionValues.IsHex(value) => $"{name} must be specified in hex",
        _ when value.Length % 2 != 0 => "expected even number of hex characters",
        _ when value.Length / 2 > maximum => $"{name} cannot be longer than {maximum} bytes",
        _ => Do(() => assign(Convert.FromHexString(value))),
    };
}
