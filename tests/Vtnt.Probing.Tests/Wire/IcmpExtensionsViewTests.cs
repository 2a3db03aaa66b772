using System.Text;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests.Wire;

/// <summary>Where an extension structure is looked for, when it is believed, and which of its objects are taken.</summary>
public sealed class IcmpExtensionsViewTests
{
    private const string Stack = "0008 01 01 03e81101";
    private const string StackText = "1/1:03e81101";

    /// <summary>The objects as text, "class/type:bytes", and where the structure began.</summary>
    private static string Find(byte[] icmpPayload, byte lengthField, bool isV6 = false)
    {
        var extensions = IcmpExtensionsView.Find(icmpPayload, lengthField, isV6);
        StringBuilder text = new StringBuilder().Append(extensions.Offset);
        foreach (IcmpExtensionObjectView item in extensions)
        {
            text.Append(' ').Append(item.Class).Append('/').Append(item.CType).Append(':').Append(Hex.Text(item.Payload));
        }

        Assert.That(extensions.IsEmpty, Is.EqualTo(text.ToString() == extensions.Offset.ToString(provider: null)));
        return text.ToString();
    }

    private static byte[] At(int offset, byte[] structure) => [.. TestPackets.Padded(TestPackets.QuotedEcho, offset), .. structure];

    private static IEnumerable<TestCaseData<byte[], int, string>> V4()
    {
        byte[] good = TestPackets.Structure(Stack);
        byte[] noChecksum = [.. good];
        noChecksum[2] = noChecksum[3] = 0;
        byte[] badChecksum = [.. good];
        badChecksum[3] ^= 1;

        TestCaseData<byte[], int, string> Row(string name, byte[] payload, int lengthField, string expected) =>
            new(payload, lengthField, expected) { TestName = name };

        yield return Row("RFC 4884 5.1: length field 32, structure at 128", At(128, good), 32, $"128 {StackText}");
        yield return Row("RFC 4884 5.1: length field 40, structure at 160", At(160, good), 40, $"160 {StackText}");
        yield return Row("RFC 4884 5.1: length field 255, structure at 1020", At(1020, good), 255, $"1020 {StackText}");
        yield return Row("RFC 4884 5.5: length field zero, structure at 128", At(128, good), 0, $"128 {StackText}");
        yield return Row("RFC 4884 5.5: length field zero, structure elsewhere is not searched", At(160, good), 0, "0");
        yield return Row("Length field below 128 bytes, structure at 128", At(128, good), 11, $"128 {StackText}");
        yield return Row("Junk 0x11 in the length field, structure at 128", At(128, good), 0x11, $"128 {StackText}");
        yield return Row("Junk 0x5d in the length field beyond the message, structure at 128", At(128, good), 0x5D, $"128 {StackText}");
        yield return Row("Junk 0xff in the length field beyond the message, structure at 128", At(128, good), 0xFF, $"128 {StackText}");
        yield return Row("Junk 33 in the length field inside the structure, structure at 128", At(128, TestPackets.Structure($"{Stack} {Stack}")), 33, $"128 {StackText} {StackText}");
        yield return Row("Length field of 160 with a damaged structure there, none at 128", At(160, badChecksum), 40, "0");
        yield return Row("Structures at both places: the length field wins", [.. At(128, noChecksum), .. new byte[20], .. TestPackets.Structure("0008 02 03 01020304")], 40, "160 2/3:01020304");

        yield return Row("RFC 4884 7: checksum zero is not computed", At(128, noChecksum), 32, $"128 {StackText}");
        yield return Row("RFC 4884 7: a wrong checksum drops the whole structure", At(128, badChecksum), 32, "0");
        yield return Row("RFC 4884 7: one flipped bit drops the whole structure", At(128, [.. good[..^1], (byte)(good[^1] ^ 0x80)]), 0, "0");
        yield return Row("RFC 4884 7: version 2 with reserved bits set", At(128, TestPackets.Structure(Stack, 0x2F)), 32, $"128 {StackText}");
        yield return Row("RFC 4884 7: version 1", At(128, TestPackets.Structure(Stack, 0x10)), 32, "0");
        yield return Row("RFC 4884 7: version 3", At(128, TestPackets.Structure(Stack, 0x30)), 32, "0");
        yield return Row("A nibble-swapped version is believed in IPv4", At(128, TestPackets.Structure(Stack, 0x02)), 32, $"128 {StackText}");
        yield return Row("A nibble-swapped version with more bits is not", At(128, TestPackets.Structure(Stack, 0x12)), 32, "0");

        yield return Row("No byte behind the quotation", At(128, []), 32, "0");
        yield return Row("Three bytes behind the quotation", At(128, [0x20, 0, 0]), 32, "0");
        yield return Row("A payload of 132 bytes has no extension", At(128, [0x20, 0, 0, 0]), 32, "0");
        yield return Row("A payload of 133 bytes: a structure without an object", At(128, [0x20, 0, 0, 0, 0]), 32, "128");
        yield return Row("A quotation of 28 bytes has no extension", TestPackets.QuotedEcho[..28], 0, "0");
        yield return Row("A quotation of 28 bytes with a structure right behind is not searched", [.. TestPackets.QuotedEcho[..28], .. good], 7, "0");
        yield return Row("No payload", [], 32, "0");

        TestCaseData<byte[], int, string> Objects(string name, string objects, string expected) =>
            Row(name, At(128, TestPackets.Structure(objects)), 32, expected.Length == 0 ? "128" : $"128 {expected}");

        yield return Objects("Two objects are both taken", $"{Stack} 0008 02 0e 0a0a0a0a", $"{StackText} 2/14:0a0a0a0a");
        yield return Objects("Three objects of three classes", $"0006 03 01 6162 {Stack} 0005 f7 00 aa", $"3/1:6162 {StackText} 247/0:aa");
        yield return Objects("An object that overruns the message ends the list", $"{Stack} 000c 01 01 03e81101", StackText);
        yield return Objects("A first object that overruns the message", "0009 01 01 03e81101", "");
        yield return Objects("A length of 65535", "ffff 01 01 03e81101", "");
        yield return Objects("A length of 0 ends the list", $"{Stack} 0000 01 01 03e81101", StackText);
        yield return Objects("A length of 3 ends the list", $"0003 01 01 03e81101 {Stack}", "");
        yield return Objects("An empty object of length 4 is passed over", $"0004 01 01 {Stack}", StackText);
        yield return Objects("Only empty objects", "0004 01 01 0004 01 01", "");
        yield return Objects("Half an object header behind the last object", $"{Stack} 0008", StackText);
        yield return Objects("A lone object header of length 8", "0008 01 01", "");
        yield return Objects("A label stack that is no multiple of 4", "000a 01 01 03e81101 0102", "1/1:03e811010102");
        yield return Objects("A label stack shorter than an entry", "0006 01 01 03e8", "1/1:03e8");
        yield return Objects("RFC 4950: an early bottom of stack", "000c 01 01 03e81101 00010101", "1/1:03e8110100010101");
        yield return Objects("RFC 4950: no bottom of stack", "000c 01 01 03e81001 00010001", "1/1:03e8100100010001");
        yield return Objects("RFC 4950: an LSE-TTL of 255", "0008 01 01 03e811ff", "1/1:03e811ff");
    }

    [TestCaseSource(nameof(V4))]
    public void IPv4(byte[] payload, int lengthField, string expected) => Assert.That(Find(payload, (byte)lengthField), Is.EqualTo(expected));

    private static IEnumerable<TestCaseData<byte[], int, string>> V6()
    {
        byte[] good = TestPackets.Structure(Stack);
        byte[] badChecksum = [.. good];
        badChecksum[3] ^= 1;

        TestCaseData<byte[], int, string> Row(string name, byte[] payload, int lengthField, string expected) =>
            new(payload, lengthField, expected) { TestName = name };

        yield return Row("RFC 4884 4.4: length field 16 of 8 bytes, structure at 128", At(128, good), 16, $"128 {StackText}");
        yield return Row("RFC 4884 4.4: length field 20 of 8 bytes, structure at 160", At(160, good), 20, $"160 {StackText}");
        yield return Row("RFC 4884 4.4: length field 40 of 8 bytes is not 160", At(160, good), 40, "0");
        yield return Row("RFC 4884 4.4: length field 154 of 8 bytes, structure at 1232", At(1232, good), 154, $"1232 {StackText}");
        yield return Row("IPv6: length field zero, structure at 128", At(128, good), 0, $"128 {StackText}");
        yield return Row("IPv6: junk in the length field, structure at 128", At(128, good), 0x5D, $"128 {StackText}");
        yield return Row("IPv6: a nibble-swapped version is not believed", At(128, TestPackets.Structure(Stack, 0x02)), 16, "0");
        yield return Row("IPv6: a wrong checksum drops the whole structure", At(128, badChecksum), 16, "0");
        yield return Row("IPv6: two objects", At(128, TestPackets.Structure($"{Stack} 0008 02 0e 0a0a0a0a")), 16, $"128 {StackText} 2/14:0a0a0a0a");
    }

    [TestCaseSource(nameof(V6))]
    public void IPv6(byte[] payload, int lengthField, string expected) =>
        Assert.That(Find(payload, (byte)lengthField, isV6: true), Is.EqualTo(expected));

    [Test]
    public void The_default_value_has_no_objects()
    {
        IcmpExtensionsView none = default;

        Assert.That(none.IsEmpty, Is.True);
        Assert.That(none.Offset, Is.Zero);
        Assert.That(none.Objects.IsEmpty, Is.True);
    }

    [Test]
    public void An_object_can_be_kept()
    {
        byte[] payload = At(128, TestPackets.Structure($"0008 02 0e 0a0a0a0a {Stack}"));
        var extensions = IcmpExtensionsView.Find(payload, 32, isV6: false);
        var kept = new List<IcmpExtensionObject>();
        foreach (IcmpExtensionObjectView item in extensions)
        {
            kept.Add(item.ToObject());
        }

        Assert.That(Hex.Text(extensions.Objects), Is.EqualTo("0008020e0a0a0a0a0008010103e81101"));
        payload.AsSpan().Clear();
        Assert.That(kept[0], Is.EqualTo(new IcmpExtensionObject(2, 14, [10, 10, 10, 10])));
        Assert.That(kept[1].ToLabelStack(), Is.EqualTo(new[] { LabelStackEntry.Create(16001, 0, true, 1) }));
    }
}
