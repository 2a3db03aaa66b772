using Vtnt.Probing;

namespace Vtnt.Cli.Tests;

public sealed class StartOrderTests
{
    [TestCase(10, "5 3 1 4 2", "1 2 3 4 5")]
    [TestCase(0, "5 3 1", "5 3 1", TestName = "holds nothing back")]
    [TestCase(2, "5 3 1 4 2", "1 3 2 4 5", TestName = "is as good as its limit allows")]
    public void Hands_on_in_order_of_start(int limit, string given, string expected)
    {
        List<long> taken = [];
        var order = new StartOrder(item => taken.Add(item.Start.Nanoseconds), limit);
        foreach (string start in given.Split(' '))
        {
            order.Add(Ping(long.Parse(start, System.Globalization.CultureInfo.InvariantCulture), "192.0.2.1"));
        }

        order.Complete();
        Assert.That(string.Join(' ', taken), Is.EqualTo(expected));
    }

    [Test]
    public void Keeps_the_order_of_the_capture_for_equal_starts()
    {
        List<string> taken = [];
        var order = new StartOrder(item => taken.Add(item.Ping!.Destination.ToString()));
        string[] given = ["192.0.2.3", "192.0.2.1", "192.0.2.2", "192.0.2.4"];
        foreach (string destination in given)
        {
            order.Add(Ping(7, destination));
        }

        order.Complete();
        Assert.That(taken, Is.EqualTo(given));
    }

    private static CapturedItem Ping(long start, string destination) =>
        new(null, new Ping { Destination = HostAddress.Parse(destination), Start = new Timestamp(start) });
}
