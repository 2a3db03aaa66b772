namespace Vtnt.Lab;

/// <summary>Where an address belongs: the class it is routed by and the node that has it, null when nobody does.</summary>
internal readonly record struct AddressOwner(Fec Fec, Node? Node);
