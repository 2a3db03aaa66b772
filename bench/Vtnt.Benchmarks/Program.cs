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
            int Count(int place, int usual) => args.Length > place ? int.Parse(args[place], CultureInfo.InvariantCulture) : usual;
            int seeds = Count(1, DefaultSeeds);
            AccuracyProgram.Run(seeds, plain: Count(2, 5 * seeds));
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
