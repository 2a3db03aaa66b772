using Vtnt.Lab;

namespace Vtnt.Cli.Tests;

public sealed class WatchedTransportTests
{
    [Test]
    public void A_terminal_sees_how_far_the_run_is_and_the_results_stand_alone()
    {
        using var output = new MemoryStream();
        using var errors = new StringWriter();
        using var terminal = new Terminal(output, errors) { ErrorsIsTerminal = true };

        int exit = Program.Run(["trace", "--lab", "plain", "--json", "--pps", "1"], terminal);

        Assert.That(exit, Is.Zero);
        Assert.That(errors.ToString(), Does.Contain($"0 of {ShippedNetworks.Load("plain").Destinations.Count} done, ").And.EndsWith("\r\e[K"));
    }
}
