using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using CsCheck;

namespace Vtnt.Probing.Pcap.Tests;

/// <summary>Captures that were cut, damaged or forged.</summary>
public sealed class HostileCaptureTests
{
    private const string CountVariable = "VTNT_MUTATIONS";

    /// <summary>Mutations of each capture: 10 000, or what the environment says.</summary>
    private static int MutationCount =>
        Environment.GetEnvironmentVariable(CountVariable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 10_000;

    [Test]
    public void Survives_ten_thousand_mutations_and_invents_no_label_stack([ValueSource(typeof(Fixtures), nameof(Fixtures.Names))] string name) =>
        Mutate(Unpacked(File.ReadAllBytes(SharedCaptures.Path($"pcap/{name}"))));

    [Test]
    public void Survives_ten_thousand_mutations_of_a_scripted_network([Values] bool isV6)
    {
        var network = new ScriptedNetwork(isV6);
        for (int i = 0; i < 6; i++)
        {
            network.Send(ProbeKind.Udp, i + 1, 43110, 33435, ipId: i + 1, checksum: (ushort)(i + 1), payload: 120, labels: [0x19110101 + (uint)i]);
            network.Send(ProbeKind.IcmpEcho, i + 1, 7, i);
            network.Send(ProbeKind.TcpSyn, i + 1, 40000 + i, 80);
        }

        byte[] file = network.ToFile().ToArray();
        Assert.That(Assembled.FromBytes(file).Replies.Count(reply => !reply.LabelStack.IsEmpty), Is.EqualTo(4), "the labels are there");
        Mutate(file);
    }

    [Test]
    public void Takes_what_a_snap_length_left([Range(0, 200, 4)] int snapLength)
    {
        var network = new ScriptedNetwork();
        network.Send(ProbeKind.Udp, 1, 43110, 33435, ipId: 1, payload: 120, labels: [0x19110101]);
        Assembled assembled = Assembled.FromBytes(network.ToFile(snapLength).ToArray());

        const int Probe = 20 + 8, Quotation = 20 + 8 + 20 + 8, Labels = 20 + 8 + 128 + 4 + 4 + 4;
        Assert.That(assembled.Traces, Has.Count.EqualTo(snapLength >= Quotation ? 1 : 0));
        Assert.That(assembled.Counters.Probes, Is.EqualTo(snapLength >= Probe ? 1 : 0));
        if (assembled.Traces.Count == 1)
        {
            Reply reply = assembled.Traces[0].Hops[0].FirstReply!;
            Assert.That(reply.Address, Is.EqualTo(network.Router(1)));
            Assert.That(reply.LabelStack.Length, Is.EqualTo(snapLength >= Labels ? 1 : 0));
        }
    }

    [Test]
    public void Takes_a_reply_whose_header_checksum_was_left_to_the_network_card()
    {
        var network = new ScriptedNetwork { OmitsHeaderChecksums = true };
        network.Send(ProbeKind.Udp, 1, 43110, 33435);

        Assembled assembled = network.Assemble();
        Assert.That(assembled.Traces, Has.Count.EqualTo(1));
        Assert.That(assembled.Counters.BadHeaderChecksums, Is.EqualTo(1));
    }

    /// <summary>The bytes behind gzip; damage to the compression is the reader's test.</summary>
    private static byte[] Unpacked(byte[] file)
    {
        if (file.AsSpan() is not [0x1F, 0x8B, ..])
        {
            return file;
        }

        using var unpacked = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private static void Mutate(byte[] file) =>
        Gen.Select(Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte).Array[1, 8], Gen.Int[0, file.Length]).Sample(
            (changes, cut) =>
            {
                byte[] mutated = [.. file];
                foreach ((int position, byte value) in changes)
                {
                    mutated[position] = value;
                }

                mutated = cut % 3 == 0 ? mutated[..cut] : mutated;
                foreach (IcmpExtensionObject extension in Assembled.FromBytes(mutated).Replies.SelectMany(reply => reply.Extensions))
                {
                    Assert.That(mutated.AsSpan().IndexOf(extension.Payload.AsSpan()), Is.GreaterThanOrEqualTo(0), "an object that is not in the file");
                    AssertIsItsPayload(extension);
                }
            },
            iter: MutationCount);

    private static void AssertIsItsPayload(IcmpExtensionObject extension)
    {
        if (!extension.IsMplsLabelStack)
        {
            return;
        }

        byte[] bytes = new byte[extension.ToLabelStack().Length * 4];
        for (int i = 0; i < bytes.Length; i += 4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i), extension.ToLabelStack()[i / 4].Value);
        }

        Assert.That(extension.Payload.AsSpan().StartsWith(bytes), "labels other than the object's bytes");
    }
}
