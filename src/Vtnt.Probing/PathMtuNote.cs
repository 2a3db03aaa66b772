namespace Vtnt.Probing;

/// <summary>One thing learned on the way of path-MTU discovery.</summary>
/// <param name="Kind">What it reports.</param>
/// <param name="NextHopMtu">The packet size in bytes that passes from there on.</param>
/// <param name="ReplyIndex">Zero-based index among all replies of <see cref="PathMtu.Probes"/>, in order; absent for silence without a hop.</param>
public sealed record PathMtuNote(PathMtuNoteKind Kind, int NextHopMtu, int? ReplyIndex);
