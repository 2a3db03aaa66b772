using System.Buffers;
using Vtnt.Warts;

namespace Vtnt.Cli;

/// <summary>Makes what writes one form of text: the result takes the next record of a reader and is false at the end.</summary>
internal delegate Func<WartsReader, bool> WartsForm(IBufferWriter<byte> output);
