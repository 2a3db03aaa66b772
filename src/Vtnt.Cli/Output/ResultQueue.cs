using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Vtnt.Cli;

/// <summary>Writes results on a thread of its own, in order: looking names up must not keep the probing loop from its replies.</summary>
internal sealed class ResultQueue : IDisposable
{
    private readonly BlockingCollection<Action> _writes = [];
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _failure;

    internal ResultQueue()
    {
        _thread = new(WriteAll) { IsBackground = true, Name = "results" };
        _thread.Start();
    }

    /// <summary>Adds a write; throws what an earlier one failed with.</summary>
    internal void Add(Action write)
    {
        Volatile.Read(ref _failure)?.Throw();
        _writes.Add(write);
    }

    /// <summary>Waits for the last write; throws what one failed with.</summary>
    internal void Complete()
    {
        _writes.CompleteAdding();
        _thread.Join();
        _failure?.Throw();
    }

    public void Dispose()
    {
        _writes.CompleteAdding();
        _thread.Join();
        _writes.Dispose();
    }

    private void WriteAll()
    {
        foreach (Action write in _writes.GetConsumingEnumerable())
        {
            if (_failure is not null)
            {
                continue;
            }

            try
            {
                write();
            }
            catch (IOException failure)
            {
                Volatile.Write(ref _failure, ExceptionDispatchInfo.Capture(failure));
            }
        }
    }
}
