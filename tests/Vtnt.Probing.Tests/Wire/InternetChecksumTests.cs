using CsCheck;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests.Wire;

public sealed class InternetChecksumTests
{
    [TestCase("", 0xFFFF, TestName = "Nothing")]
    [TestCase("00", 0xFFFF, TestName = "A zero")]
    [TestCase("01", 0xFEFF, TestName = "One byte is the high half of a word")]
    [TestCase("0001", 0xFFFE, TestName = "One word")]
    [TestCase("000102", 0xFDFE, TestName = "Three bytes")]
    [TestCase("00010203", 0xFDFB, TestName = "Four bytes")]
    [TestCase("0001020304", 0xF9FB, TestName = "Five bytes")]
    [TestCase("ffff", 0x0000, TestName = "All ones")]
    [TestCase("ffff0001", 0xFFFE, TestName = "The carry comes around")]
    [TestCase("ffffffffffffffff", 0x0000, TestName = "Carries of words of four bytes")]
    [TestCase("0001f203f4f5f6f7", 0x220D, TestName = "RFC 1071 section 3: the example")]
    public void Is_the_complement_of_the_folded_sum(string bytes, int checksum)
    {
        Assert.That(InternetChecksum.Compute(Hex.Bytes(bytes)), Is.EqualTo(checksum));
        Assert.That(TestPackets.Checksum(Hex.Bytes(bytes)), Is.EqualTo(checksum));
    }

    [Test]
    public void Agrees_with_a_sum_of_single_bytes() =>
        Gen.Byte.Array[0, 1600].Sample(bytes => InternetChecksum.Compute(bytes) == TestPackets.Checksum(bytes));

    [Test]
    public void A_message_may_be_summed_in_pieces_of_even_length() =>
        Gen.Select(Gen.Byte.Array[0, 64], Gen.Int[0, 32]).Sample((bytes, half) =>
        {
            int cut = Math.Min(half * 2, bytes.Length & ~1);
            ulong first = InternetChecksum.Accumulate(bytes.AsSpan(0, cut));
            return InternetChecksum.Fold(InternetChecksum.Accumulate(bytes.AsSpan(cut), first))
                == InternetChecksum.Fold(InternetChecksum.Accumulate(bytes));
        });

    [TestCase(0ul, 0)]
    [TestCase(0xFFFFul, 0xFFFF)]
    [TestCase(0x10000ul, 1)]
    [TestCase(0x1FFFEul, 0xFFFF)]
    [TestCase(ulong.MaxValue, 0xFFFF)]
    public void Any_sum_folds_to_sixteen_bits(ulong sum, int folded) => Assert.That(InternetChecksum.Fold(sum), Is.EqualTo(folded));

    [Test]
    public void A_header_with_its_checksum_is_valid()
    {
        byte[] header = Hex.Bytes("4500002c000140000101e8a8c6120002c6120501");
        Assert.That(InternetChecksum.IsValid(header), Is.True);

        header[8]++;
        Assert.That(InternetChecksum.IsValid(header), Is.False);
    }

    [Test]
    public void The_pseudo_header_is_that_of_the_family()
    {
        // RFC 768 and RFC 8200 section 8.1, written out.
        ulong v4 = InternetChecksum.PseudoHeader(TestPackets.Us, TestPackets.Target, 17, 24);
        ulong v6 = InternetChecksum.PseudoHeader(TestPackets.Us6, TestPackets.Target6, 58, 65_540);

        Assert.That(
            (ushort)~InternetChecksum.Fold(v4),
            Is.EqualTo(TestPackets.Checksum(Hex.Bytes("c6120002 c6120501 00 11 0018"))));
        Assert.That(
            (ushort)~InternetChecksum.Fold(v6),
            Is.EqualTo(TestPackets.Checksum(Hex.Bytes("20010db8000000000000000000000002 20010db8000500000000000000000001 00010004 0000003a"))));
    }

    [Test]
    public void The_steering_word_makes_a_message_verify() =>
        Gen.Select(Gen.Byte.Array[4, 64], Gen.UShort).Sample((message, wanted) =>
        {
            message[0] = (byte)(wanted >> 8);
            message[1] = (byte)wanted;
            message[2] = message[3] = 0;
            ushort word = InternetChecksum.SteeringWord(InternetChecksum.Accumulate(message));
            message[2] = (byte)(word >> 8);
            message[3] = (byte)word;
            return word != 0 && InternetChecksum.IsValid(message);
        });

    [Test]
    public void The_steering_word_is_never_zero_just_as_scampers() =>
        Assert.That(InternetChecksum.SteeringWord(0xFFFF), Is.EqualTo(0xFFFF));
}
