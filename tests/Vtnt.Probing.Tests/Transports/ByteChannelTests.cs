using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using NUnit.Framework.Constraints;
using Vtnt.Probing.Transports;

namespace Vtnt.Probing.Tests;

/// <summary>Bytes and lines through files and connections on the loopback interface.</summary>
[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class ByteChannelTests
{
    private static readonly TimeSpan NoTime = TimeSpan.Zero, LongTime = TimeSpan.FromMinutes(5);

    private string _folder = "";

    [SetUp]
    public void Make_a_folder() => _folder = Directory.CreateTempSubdirectory("vtnt-channel-").FullName;

    [TearDown]
    public void Delete_the_folder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_file_is_made_anew()
    {
        string path = PathOf("results");
        File.WriteAllText(path, "what was there before");
        using (ByteChannel file = ByteChannel.Open(path))
        {
            file.Write("one\n"u8);
            file.Write(default);
            file.Write("two"u8);
            Assert.That(file.IsConnection, Is.False);
        }

        Assert.That(File.ReadAllText(path), Is.EqualTo("one\ntwo"));
    }

    [TestCase("", new string[0], TestName = "No_line")]
    [TestCase("one", new[] { "one" }, TestName = "A_line_without_an_end")]
    [TestCase("one\r\n\nthrée\n", new[] { "one", "", "thrée" }, TestName = "Lines_with_ends_of_either_kind")]
    public void Lines_of_a_file(string content, string[] lines)
    {
        File.WriteAllText(PathOf("lines"), content);
        using ByteChannel file = ByteChannel.OpenToRead(PathOf("lines"));

        Assert.That(LinesOf(file), Is.EqualTo(lines));
    }

    [Test]
    public void Lines_across_the_end_of_the_buffer_stay_whole()
    {
        string[] lines = [.. Enumerable.Range(0, 50).Select(number => new string((char)('a' + (number % 26)), 37 * number)), new string('z', 4095)];
        File.WriteAllLines(PathOf("lines"), lines);
        using ByteChannel file = ByteChannel.OpenToRead(PathOf("lines"));

        Assert.That(LinesOf(file), Is.EqualTo(lines));
    }

    [Test]
    public void A_line_that_is_too_long_is_refused()
    {
        File.WriteAllText(PathOf("lines"), new string('z', 4096) + "\n");
        using ByteChannel file = ByteChannel.OpenToRead(PathOf("lines"));

        Assert.That(() => file.ReadLine(NoTime), Fails("is longer than 4095 bytes."));
    }

    [Test]
    public void What_cannot_be_opened_is_told()
    {
        Assert.That(() => ByteChannel.OpenToRead(PathOf("absent")), Fails($"Cannot read {PathOf("absent")} (error 2)."));
        Assert.That(() => ByteChannel.Open(_folder), Fails($"Cannot write {_folder} (error 21)."));
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        EndPoint place = closed.LocalEndpoint;
        closed.Stop();
        Assert.That(() => ByteChannel.Open($"tcp://{place}"), Fails($"Cannot connect to tcp://{place} (error 111)."));
    }

    [TestCase("tcp://")]
    [TestCase("tcp://127.0.0.1")]
    [TestCase("tcp://127.0.0.1:")]
    [TestCase("tcp://127.0.0.1:0")]
    [TestCase("tcp://127.0.0.1:65536")]
    [TestCase("tcp://localhost:80")]
    [TestCase("tcp://::1:80")]
    public void A_place_of_another_form_is_refused(string place) =>
        Assert.That(() => ByteChannel.Open(place), Throws.ArgumentException.With.Message.StartsWith($"'{place}' is not of the form"));

    [Test]
    public void A_connection_takes_more_than_its_buffers_and_gives_lines_as_they_come()
    {
        byte[] much = new byte[8 << 20];
        new Random(1).NextBytes(much);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using ByteChannel channel = ByteChannel.Open($"tcp://{listener.LocalEndpoint}");
        using TcpClient peer = listener.AcceptTcpClient();
        byte[] heard = new byte[much.Length];
        Task listening = Task.Run(() => peer.GetStream().ReadExactly(heard));
        channel.Write(much);
        listening.GetAwaiter().GetResult();
        peer.GetStream().Write("he"u8);
        peer.GetStream().Write("llo\nthere"u8);

        Assert.That(channel.IsConnection);
        Assert.That(heard, Is.EqualTo(much));
        Assert.That(channel.ReadLine(LongTime), Is.EqualTo("hello"));
        Assert.That(() => channel.ReadLine(NoTime), Fails("in 0 ms."));
        peer.Close();
        Assert.That(channel.ReadLine(LongTime), Is.EqualTo("there"));
        Assert.That(channel.ReadLine(LongTime), Is.Null);
    }

    [Test]
    public void A_peer_that_is_gone_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using ByteChannel channel = ByteChannel.Open($"tcp://{listener.LocalEndpoint}");
        using (TcpClient peer = listener.AcceptTcpClient())
        {
            peer.LingerState = new(enable: true, 0);
        }

        Assert.That(() => channel.Write("one"u8), Throws.TypeOf<ProbingException>().With.Message.StartsWith($"Writing to tcp://{listener.LocalEndpoint} failed (error "));
    }

    private static List<string> LinesOf(ByteChannel channel)
    {
        List<string> lines = [];
        while (channel.ReadLine(NoTime) is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    private static EqualConstraint<ProbingError> Fails(string message) =>
        Throws.TypeOf<ProbingException>().With.Message.EndsWith(message).And.Property(nameof(ProbingException.Error)).EqualTo(ProbingError.ChannelFailed);

    private string PathOf(string name) => Path.Combine(_folder, name);
}
