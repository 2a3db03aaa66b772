namespace Vtnt.Warts.Tests;

public sealed class WartsRecordHeaderTests
{
    private static readonly byte[] ListHeader = [0x12, 0x05, 0x00, 0x01, 0x00, 0x00, 0x00, 0x23];

    [Test]
    public void Reads_type_and_length_in_network_order()
    {
        Assert.That(WartsRecordHeader.TryParse(ListHeader, out WartsRecordHeader header), Is.True);
        Assert.That(header.RecordType, Is.EqualTo(1));
        Assert.That(header.BodyLength, Is.EqualTo(35u));
    }

    [Test]
    public void Refuses_every_shorter_length([Range(0, WartsRecordHeader.Length - 1)] int length)
    {
        Assert.That(WartsRecordHeader.TryParse(ListHeader.AsSpan(0, length), out _), Is.False);
    }

    [TestCase("1305000100000023", TestName = "Refuses_a_wrong_magic_number")]
    [TestCase("1205000000000023", TestName = "Refuses_record_type_zero")]
    public void Refuses(string hex)
    {
        Assert.That(WartsRecordHeader.TryParse(Convert.FromHexString(hex), out _), Is.False);
    }

    [Test]
    public void Reads_the_largest_length()
    {
        Assert.That(WartsRecordHeader.TryParse(Convert.FromHexString("1205000FFFFFFFFF"), out WartsRecordHeader header), Is.True);
        Assert.That(header.BodyLength, Is.EqualTo(uint.MaxValue));
    }
}
