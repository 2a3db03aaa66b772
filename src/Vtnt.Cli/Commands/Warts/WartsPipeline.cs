using Vtnt.Warts;

namespace Vtnt.Cli;

/// <summary>
/// Turns a file into text on several threads: the caller's reads pieces and writes text in the file's order, the workers
/// do what is between. What is in flight is bounded, so memory does not grow with the file.
/// </summary>
internal sealed class WartsPipeline(WartsForm form, int workers)
{
    /// <summary>Text of a last piece that may be as long as the file is handed over in parts of about this length.</summary>
    private const int PartLength = 1024 * 1024;

    private readonly WartsForm _form = form;
    private readonly int _workers = workers;
    private readonly Stack<WartsSlot> _idle = [];

    /// <summary>Writes a whole file; returns what became of it.</summary>
    internal WartsDamages Run(WartsSplitter splitter, Stream output, CancellationToken interrupted)
    {
        var total = new WartsDamages();
        Queue<Task<WartsSlot>> pending = [];
        while (!interrupted.IsCancellationRequested)
        {
            WartsReader? piece = pending.Count < 2 * _workers ? splitter.Next() : null;
            if (piece is not null && splitter.IsAtRest)
            {
                Drain(pending, output, total, leave: 0);
                WriteRest(piece, output, total, interrupted);
            }
            else if (piece is not null)
            {
                WartsSlot slot = _idle.TryPop(out WartsSlot? idle) ? idle : new(_form);
                pending.Enqueue(Task.Run(() => slot.ReadAll(piece), CancellationToken.None));
            }
            else if (pending.Count > 0)
            {
                Drain(pending, output, total, leave: pending.Count - 1);
            }
            else
            {
                return total;
            }
        }

        Drain(pending, output, total, leave: 0);
        return total;
    }

    private void Drain(Queue<Task<WartsSlot>> pending, Stream output, WartsDamages total, int leave)
    {
        while (pending.Count > leave)
        {
            WartsSlot slot = pending.Dequeue().GetAwaiter().GetResult();
            slot.HandOver(output, total);
            _idle.Push(slot);
        }
    }

    private void WriteRest(WartsReader rest, Stream output, WartsDamages total, CancellationToken interrupted)
    {
        using (rest)
        {
            var slot = new WartsSlot(_form);
            bool isMore = true;
            while (isMore && !interrupted.IsCancellationRequested)
            {
                isMore = slot.Read(rest, PartLength);
                slot.HandOver(output, total);
            }
        }
    }
}
