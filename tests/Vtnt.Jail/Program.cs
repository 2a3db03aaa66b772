using System.Runtime.InteropServices;
using Vtnt.Jail;

// jail [--loopback] [--root DIRECTORY] PROGRAM [ARGUMENT…]
//
// Becomes PROGRAM, a static executable, confined to what a unikernel offers: its system calls and their refusals, one
// processor, a small main stack, an almost empty environment and, with --root, that directory as the whole file system.
// With --loopback it gets a network namespace of its own, where only the loopback interface is. Exits with 125 when
// the confinement cannot be had.
if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
{
    Console.Error.WriteLine("jail: needs Linux on x86-64");
    return 125;
}

Queue<string> words = new(args);
string? root = null;
bool loopback = false;
while (words.TryPeek(out string? word) && word.StartsWith("--", StringComparison.Ordinal))
{
    words.Dequeue();
    loopback |= word == "--loopback";
    root = word == "--root" ? words.Dequeue() : root;
}

string failure = Confinement.Become([.. words], root, loopback);
Console.Error.WriteLine($"jail: {failure}");
return 125;
