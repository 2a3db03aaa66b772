namespace Vtnt.Probing.Tests;

public sealed class IcmpExtensionObjectTests
{
    private static IcmpExtensionObject Mpls(string payload) => new(1, 1, [.. Hex.Bytes(payload)]);

    [TestCase("", new uint[0], TestName = "No entry")]
    [TestCase("03e81101", new[] { 0x03E81101u }, TestName = "One entry")]
    [TestCase("05ff7a01 ffffff02", new[] { 0x05FF7A01u, 0xFFFFFF02u }, TestName = "Two entries, top first")]
    [TestCase("05ff7b01 ffffff02", new[] { 0x05FF7B01u, 0xFFFFFF02u }, TestName = "An early bottom of stack is left")]
    [TestCase("05ff7a01", new[] { 0x05FF7A01u }, TestName = "A missing bottom of stack is left")]
    [TestCase("05ff7a01 ffff", new[] { 0x05FF7A01u }, TestName = "A cut last entry is dropped")]
    [TestCase("05ff7a", new uint[0], TestName = "Less than an entry")]
    public void Has_the_label_stack_of_RFC_4950(string payload, uint[] entries) =>
        Assert.That(Mpls(payload).ToLabelStack().Select(entry => entry.Value), Is.EqualTo(entries));

    [TestCase(1, 2)]
    [TestCase(2, 1)]
    [TestCase(0, 0)]
    public void Another_class_or_type_has_no_label_stack(byte objectClass, byte cType)
    {
        var other = new IcmpExtensionObject(objectClass, cType, [.. Hex.Bytes("03e81101")]);

        Assert.That(other.IsMplsLabelStack, Is.False);
        Assert.That(other.ToLabelStack(), Is.Empty);
    }

    [Test]
    public void Is_equal_by_its_bytes()
    {
        Assert.That(Mpls("03e81101"), Is.EqualTo(Mpls("03 e8 11 01")));
        Assert.That(Mpls("03e81101").GetHashCode(), Is.EqualTo(Mpls("03 e8 11 01").GetHashCode()));
        Assert.That(Mpls("03e81101"), Is.Not.EqualTo(Mpls("03e81102")));
        Assert.That(Mpls("03e81101"), Is.Not.EqualTo(Mpls("03e8110103e81101")));
        Assert.That(Mpls("03e81101"), Is.Not.EqualTo(Mpls("03e81101") with { CType = 2 }));
        Assert.That(Mpls("03e81101"), Is.Not.EqualTo(Mpls("03e81101") with { Class = 2 }));
    }
}
