using BenchmarkDotNet.Running;

namespace Vtnt.Benchmarks;

internal static class Program
{
    internal static void Main(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
