namespace Vtnt.Lab;

/// <summary>New weights of a link from a time on; 0 means that it is down.</summary>
/// <param name="Time">Nanoseconds from the start of the simulation.</param>
/// <param name="Link">The link.</param>
/// <param name="FromFirst">Cost from its first end to its second.</param>
/// <param name="FromSecond">Cost from its second end to its first.</param>
internal readonly record struct RouteChange(long Time, Link Link, int FromFirst, int FromSecond);
