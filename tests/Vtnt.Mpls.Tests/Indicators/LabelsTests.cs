using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

[TestFixture]
public sealed class LabelsTests
{
    private static LabelStackEntry Entry(int label, byte lseTtl, bool bottom = true) => LabelStackEntry.Create(label, 0, bottom, lseTtl);

    [TestCase(0, "Explicit")]
    [TestCase(1, "Explicit")]
    [TestCase(255, "Explicit")]
    [TestCase(2, "Opaque")]
    [TestCase(252, "Opaque")]
    [TestCase(254, "Opaque")]
    public void Top_lse_ttl_tells_explicit_from_opaque(byte lseTtl, string verdict) =>
        Assert.That(Labels.Evaluate([Entry(16001, lseTtl), Entry(30001, 3)]).ToString(), Is.EqualTo(verdict));

    [Test]
    public void No_labels_say_nothing() => Assert.That(Labels.Evaluate([]), Is.EqualTo(LabelVerdict.None));

    [TestCase(250, 5)]
    [TestCase(252, 3)]
    [TestCase(254, 1)]
    [TestCase(192, 63)]
    [TestCase(191, null)]
    [TestCase(2, null)]
    [TestCase(255, null)]
    public void Hidden_routers_are_what_the_label_lost(byte lseTtl, int? expected) =>
        Assert.That(Labels.HiddenRouters(lseTtl), Is.EqualTo(expected));

    [TestCase(0, true)]
    [TestCase(2, true)]
    [TestCase(1, false)]
    [TestCase(3, false)]
    [TestCase(16001, false)]
    public void Explicit_null_alone_marks_the_end(int label, bool expected) =>
        Assert.That(Labels.IsExplicitNull([Entry(label, 1)]), Is.EqualTo(expected));

    [Test]
    public void Explicit_null_above_another_label_does_not_mark_the_end() =>
        Assert.That(Labels.IsExplicitNull([Entry(0, 1, bottom: false), Entry(30001, 1)]), Is.False);

    [TestCase(20003, 30001, 30001, true)]
    [TestCase(20003, 30001, 30002, false)]
    [TestCase(30001, 30001, 30001, false)]
    public void Inner_label_alone_marks_the_end_of_the_outer_tunnel(int top, int bottom, int sole, bool expected) =>
        Assert.That(Labels.IsSoleInnerLabel([Entry(top, 1, bottom: false), Entry(bottom, 1)], [Entry(sole, 1)]), Is.EqualTo(expected));
}
