namespace Vtnt.Lab;

/// <summary>One word of a network's text and the line it stands on, from 1.</summary>
internal readonly record struct Word(string Text, int Line);
