namespace Vtnt.Cli.Tests;

/// <summary>Jobs for a vtnt-host that does not see this machine's files.</summary>
public sealed class HostJobTests
{
    [Test]
    public void A_target_file_is_read_here_and_named_there()
    {
        string file = CapturePaths.Temporary("targets");
        File.WriteAllText(file, "192.0.2.1 # first\n");
        var job = HostJob.Read(["trace", "--targets", file, "192.0.2.2"]);
        Assert.That(job.Words, Is.EqualTo(new[] { "trace", "--targets", "/targets", "192.0.2.2" }));
        Assert.That(job.Targets, Is.EqualTo("192.0.2.1 # first\n"u8.ToArray()));
    }

    [Test]
    public void A_file_that_is_not_there_is_refused() => Assert.That(
        () => HostJob.Read(["trace", "--targets", "/nowhere/targets"]),
        Throws.TypeOf<UsageException>().With.Message.EqualTo("there is no file '/nowhere/targets'"));

    [Test]
    public void A_second_target_file_is_refused() => Assert.That(
        () => HostJob.Read(["trace", "--targets", "a", "--targets", "b"]),
        Throws.TypeOf<UsageException>().With.Message.EqualTo("--targets is given twice"));

    [TestCase("trace", "192.0.2.1")]
    [TestCase("trace", "192.0.2.1", "--targets")]
    public void Other_words_stay(params string[] words)
    {
        var job = HostJob.Read(words);
        Assert.That(job.Words, Is.EqualTo(words));
        Assert.That(job.Targets, Is.Null);
    }
}
