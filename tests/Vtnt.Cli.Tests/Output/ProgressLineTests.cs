namespace Vtnt.Cli.Tests;

public sealed class ProgressLineTests
{
    private const string Erase = "\r\e[K";

    private StringWriter _errors = new();

    [SetUp]
    public void StartEmpty() => _errors = new StringWriter();

    [TearDown]
    public void Close() => _errors.Dispose();

    [Test]
    public void Shows_destinations_probes_and_rate()
    {
        new ProgressLine(_errors, 80, 100).Show(12, 50, TimeSpan.FromSeconds(2));
        Assert.That(_errors.ToString(), Is.EqualTo(Erase + "12 of 100 done, 50 probes, 25 packets/s"));
    }

    [Test]
    public void The_rate_is_that_since_the_line_was_last_written()
    {
        ProgressLine line = new(_errors, 80, 100);
        line.Show(0, 100, TimeSpan.FromSeconds(1));
        line.Show(0, 110, TimeSpan.FromSeconds(2));
        Assert.That(_errors.ToString(), Does.EndWith("110 probes, 10 packets/s"));
    }

    [Test]
    public void Is_written_at_most_five_times_a_second()
    {
        ProgressLine line = new(_errors, 80, 1000);
        for (int millisecond = 0; millisecond < 1000; millisecond++)
        {
            line.Show(millisecond, millisecond, TimeSpan.FromMilliseconds(millisecond));
        }

        Assert.That(_errors.ToString().Split(Erase), Has.Length.EqualTo(1 + 5));
    }

    [Test]
    public void Is_cut_to_the_terminal_so_that_it_never_wraps()
    {
        new ProgressLine(_errors, 20, 100).Show(12, 50, TimeSpan.FromSeconds(2));
        Assert.That(_errors.ToString(), Is.EqualTo(Erase + "12 of 100 done, 50 "));
    }

    [Test]
    public void Without_a_number_of_destinations_or_a_time_it_says_what_it_knows()
    {
        new ProgressLine(_errors, 0, null).Show(12, 50, TimeSpan.Zero);
        Assert.That(_errors.ToString(), Is.EqualTo(Erase + "12 done, 50 probes"));
    }

    [Test]
    public void Clearing_removes_it_once_and_only_when_it_is_visible()
    {
        ProgressLine line = new(_errors, 80, 1);
        line.Clear();
        Assert.That(_errors.ToString(), Is.Empty);
        line.Show(0, 1, TimeSpan.FromSeconds(1));
        line.Clear();
        line.Clear();
        Assert.That(_errors.ToString(), Does.EndWith("packets/s" + Erase));
    }

    [Test]
    public void A_cleared_line_comes_back_no_sooner_than_another()
    {
        ProgressLine line = new(_errors, 80, 2);
        line.Show(0, 1, TimeSpan.FromMilliseconds(1000));
        line.Clear();
        line.Show(1, 2, TimeSpan.FromMilliseconds(1100));
        Assert.That(_errors.ToString(), Does.EndWith(Erase));
        line.Show(1, 3, TimeSpan.FromMilliseconds(1200));
        Assert.That(_errors.ToString(), Does.EndWith("1 of 2 done, 3 probes, 10 packets/s"));
    }
}
