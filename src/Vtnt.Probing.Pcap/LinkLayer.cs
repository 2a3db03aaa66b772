using System.Buffers.Binary;

namespace Vtnt.Probing.Pcap;

/// <summary>
/// The one place that knows link layers: finds the IP packet in a frame, behind VLAN tags (IEEE 802.1Q and 802.1ad),
/// PPPoE and MPLS labels (RFC 3032). Never throws, whatever the bytes.
/// </summary>
public static class LinkLayer
{
    private const int MaxTags = 16, MaxLabels = 64, MplsEntryLength = 4;

    /// <summary>Finds the IP packet in a frame.</summary>
    /// <param name="linkType">How the frame begins.</param>
    /// <param name="frame">The captured bytes.</param>
    /// <param name="packet">The bytes from the IP header to the end of the frame, padding included; empty when there is none.</param>
    /// <returns><see cref="FrameVerdict.IpPacket"/>, or why there is none.</returns>
    public static FrameVerdict Open(LinkType linkType, ReadOnlySpan<byte> frame, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        return linkType switch
        {
            LinkType.Raw or LinkType.RawLegacy or LinkType.RawOpenBsd or LinkType.IPv4 or LinkType.IPv6 => OpenIp(frame, out packet),
            LinkType.Ethernet => frame.Length < 14 ? FrameVerdict.TooShort : OpenEtherType(frame[12..], out packet),
            LinkType.LinuxSll => frame.Length < 16 ? FrameVerdict.TooShort : OpenEtherType(frame[14..], out packet),
            LinkType.LinuxSll2 => frame.Length < 20 ? FrameVerdict.TooShort : OpenSll2(frame, out packet),
            LinkType.CiscoHdlc => frame.Length < 4 ? FrameVerdict.TooShort : OpenEtherType(frame[2..], out packet),
            LinkType.Ppp or LinkType.PppHdlc => OpenPpp(frame, out packet),
            LinkType.PppPppd => frame.Length < 2 ? FrameVerdict.TooShort : OpenPpp(frame[2..], out packet),
            LinkType.PppWithDirection => frame.IsEmpty ? FrameVerdict.TooShort : OpenPpp(frame[1..], out packet),
            LinkType.PppEther => OpenPppoe(frame, out packet),
            LinkType.Null or LinkType.Loop => OpenFamily(frame, out packet),
            _ => FrameVerdict.UnknownLinkType,
        };
    }

    private static bool IsTag(ushort type) =>
        type is EtherType.Vlan or EtherType.ServiceVlan or EtherType.OldServiceVlan or EtherType.OldServiceVlan2;

    private static ushort EtherTypeAt(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes);

    /// <summary>The bytes begin with an EtherType, or with a length and an LLC/SNAP header that ends in one.</summary>
    private static FrameVerdict OpenEtherType(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        for (int tags = 0; tags <= MaxTags; tags++)
        {
            if (bytes.Length < 2)
            {
                return FrameVerdict.TooShort;
            }

            ushort type = EtherTypeAt(bytes);
            if (!IsTag(type))
            {
                return type <= EtherType.MaxLength
                    ? OpenSnap(bytes[2..], out packet)
                    : OpenProtocol(type, bytes[2..], out packet);
            }

            if (bytes.Length < 6)
            {
                return FrameVerdict.TooShort;
            }

            bytes = bytes[4..];
        }

        return FrameVerdict.BadTags;
    }

    private static FrameVerdict OpenSnap(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        if (bytes.Length < 8)
        {
            return FrameVerdict.TooShort;
        }

        return bytes.StartsWith(Snap) ? OpenProtocol(EtherTypeAt(bytes[6..]), bytes[8..], out packet) : FrameVerdict.NotIp;
    }

    private static FrameVerdict OpenProtocol(ushort type, ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        return type switch
        {
            EtherType.IPv4 or EtherType.IPv6 => OpenIp(bytes, out packet),
            EtherType.Mpls or EtherType.MplsUpstream => OpenMpls(bytes, out packet),
            EtherType.PppoeSession => OpenPppoe(bytes, out packet),
            _ => FrameVerdict.NotIp,
        };
    }

    /// <summary>The protocol stands first in the header; that of a tagged frame is the tag's, and the tag follows the header.</summary>
    private static FrameVerdict OpenSll2(ReadOnlySpan<byte> frame, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        ushort type = EtherTypeAt(frame);
        return !IsTag(type) ? OpenProtocol(type, frame[20..], out packet)
            : frame.Length < 24 ? FrameVerdict.TooShort
            : OpenEtherType(frame[22..], out packet);
    }

    private static FrameVerdict OpenPppoe(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        return bytes.Length < 6 ? FrameVerdict.TooShort : OpenPpp(bytes[6..], out packet);
    }

    private static FrameVerdict OpenPpp(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        if (bytes.Length >= 2 && bytes[0] == 0xFF && bytes[1] == 0x03)
        {
            bytes = bytes[2..]; // address and control of HDLC-like framing
        }

        if (bytes.Length < 2)
        {
            return FrameVerdict.TooShort;
        }

        bool isCompressed = (bytes[0] & 1) != 0; // RFC 1661 section 6.5: an odd first byte is the whole protocol
        int protocol = isCompressed ? bytes[0] : EtherTypeAt(bytes);
        bytes = bytes[(isCompressed ? 1 : 2)..];
        return protocol switch
        {
            PppProtocol.IPv4 or PppProtocol.IPv6 => OpenIp(bytes, out packet),
            PppProtocol.Mpls or PppProtocol.MplsMulticast => OpenMpls(bytes, out packet),
            _ => FrameVerdict.NotIp,
        };
    }

    /// <summary>A stack of label entries to its bottom, then IP, told by its version nibble (RFC 4928).</summary>
    private static FrameVerdict OpenMpls(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        for (int labels = 0; labels < MaxLabels; labels++)
        {
            if (bytes.Length < MplsEntryLength)
            {
                return FrameVerdict.TooShort;
            }

            bool isBottom = (bytes[2] & 1) != 0;
            bytes = bytes[MplsEntryLength..];
            if (isBottom)
            {
                return OpenIp(bytes, out packet);
            }
        }

        return FrameVerdict.BadTags;
    }

    /// <summary>The family is 2 for IPv4; IPv6 differs from system to system; the byte order is the capturing host's.</summary>
    private static FrameVerdict OpenFamily(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        if (bytes.Length < 4)
        {
            return FrameVerdict.TooShort;
        }

        uint family = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        family = family > 0xFFFF ? BinaryPrimitives.ReverseEndianness(family) : family;
        return family is 2 or 10 or 23 or 24 or 28 or 30 ? OpenIp(bytes[4..], out packet) : FrameVerdict.NotIp;
    }

    private static FrameVerdict OpenIp(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        if (bytes.IsEmpty)
        {
            return FrameVerdict.TooShort;
        }

        if (bytes[0] >> 4 is not (4 or 6))
        {
            return FrameVerdict.NotIp;
        }

        packet = bytes;
        return FrameVerdict.IpPacket;
    }

    private static ReadOnlySpan<byte> Snap => [0xAA, 0xAA, 0x03, 0, 0, 0];

    private static class EtherType
    {
        internal const ushort MaxLength = 1500, IPv4 = 0x0800, IPv6 = 0x86DD, Vlan = 0x8100, ServiceVlan = 0x88A8,
            OldServiceVlan = 0x9100, OldServiceVlan2 = 0x9200, Mpls = 0x8847, MplsUpstream = 0x8848, PppoeSession = 0x8864;
    }

    private static class PppProtocol
    {
        internal const int IPv4 = 0x0021, IPv6 = 0x0057, Mpls = 0x0281, MplsMulticast = 0x0283;
    }
}
