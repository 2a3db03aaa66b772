using Vtnt.Probing;

namespace Vtnt.Cli.Tests.Netns;

/// <summary>Makes the source of one measurement, which adds its facts as it ends.</summary>
internal delegate IMeasurementSource Measurement(IEnumerable<HostAddress> destinations, ISourceAddressLookup sources, List<string> facts);
