using System.Buffers;
using Vtnt.Warts;

namespace Vtnt.Cli;

/// <summary>scamper's own forms of a result, made by way of its warts record as scamper's tools do.</summary>
internal static class ScamperForms
{
    /// <summary>Writes one result.</summary>
    /// <param name="format"><see cref="ResultFormat.ScamperJson"/> or <see cref="ResultFormat.ScamperText"/>.</param>
    /// <param name="encode">Encodes the result.</param>
    /// <param name="output">Takes the form.</param>
    internal static void Write(ResultFormat format, Action<WartsEncoder> encode, IBufferWriter<byte> output)
    {
        var warts = new ArrayBufferWriter<byte>(4096);
        encode(new WartsEncoder(warts));
        ReadOnlySpan<byte> rest = warts.WrittenSpan;
        var decoder = new WartsDecoder();
        if (format == ResultFormat.ScamperText)
        {
            var text = new ScamperTextWriter(output);
            while (decoder.TryVisit(ref rest, ref text, isFinal: true))
            {
            }

            return;
        }

        var json = new ScamperJsonWriter(output, new ScamperTextOptions { TimeZone = TimeZoneInfo.Local });
        while (decoder.TryVisit(ref rest, ref json, isFinal: true))
        {
        }
    }
}
