namespace Vtnt.Lab;

/// <summary>What a router pushes on packets of a class: the default value means nothing.</summary>
/// <param name="Domain">The domain whose labels are used.</param>
/// <param name="Fec">The class whose LSP the packet enters: its own for internal prefixes, the egress's loopback for transit.</param>
/// <param name="IsTransit">True when the packet leaves the domain; inner labels go under the transport label then.</param>
internal readonly record struct Lsp(Domain? Domain, Fec Fec, bool IsTransit);
