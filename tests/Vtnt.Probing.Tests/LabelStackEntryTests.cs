namespace Vtnt.Probing.Tests;

public sealed class LabelStackEntryTests
{
    [TestCase(0x03E81101u, 16001, 0, true, 1, "label 16001 tc 0 s 1 ttl 1")]
    [TestCase(0x05FF7A01u, 24567, 5, false, 1, "label 24567 tc 5 s 0 ttl 1")]
    [TestCase(0xFFFFFF02u, 1048575, 7, true, 2, "label 1048575 tc 7 s 1 ttl 2")]
    [TestCase(0x000003FFu, 0, 1, true, 255, "label 0 tc 1 s 1 ttl 255")]
    [TestCase(0x00000000u, 0, 0, false, 0, "label 0 tc 0 s 0 ttl 0")]
    public void Has_the_fields_of_RFC_3032(uint value, int label, int trafficClass, bool bottom, byte lseTtl, string text)
    {
        var entry = new LabelStackEntry(value);

        Assert.That(entry.Label, Is.EqualTo(label));
        Assert.That(entry.TrafficClass, Is.EqualTo(trafficClass));
        Assert.That(entry.IsBottomOfStack, Is.EqualTo(bottom));
        Assert.That(entry.LseTtl, Is.EqualTo(lseTtl));
        Assert.That(entry.ToString(), Is.EqualTo(text));
        Assert.That(LabelStackEntry.Create(label, trafficClass, bottom, lseTtl), Is.EqualTo(entry));
    }

    [TestCase(-1, 0)]
    [TestCase(0x100000, 0)]
    [TestCase(0, -1)]
    [TestCase(0, 8)]
    public void Refuses_fields_that_do_not_fit(int label, int trafficClass) =>
        Assert.That(() => LabelStackEntry.Create(label, trafficClass, true, 1), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void Another_ttl_changes_nothing_else() =>
        Assert.That(new LabelStackEntry(0x05FF7A01).WithLseTtl(254), Is.EqualTo(new LabelStackEntry(0x05FF7AFE)));
}
