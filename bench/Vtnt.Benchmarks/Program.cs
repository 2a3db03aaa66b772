using System.Globalization;
using BenchmarkDotNet.Running;

namespace Vtnt.Benchmarks;

internal static class Program
{
    private const int DefaultSeeds = 200;

    internal static void Main(string[] args)
    {
        if (args is ["accuracy", ..])
        {
            AccuracyProgram.Run(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : DefaultSeeds);
        }
        else if (args is ["decode", string file])
        {
            DecodeProgram.Run(file);
        }
        else
        {
            BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        }
    }
}
