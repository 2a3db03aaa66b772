using System.Globalization;
using System.Text;
using Vtnt.Probing.Wire;

namespace Vtnt.Probing.Tests;

/// <summary>
/// Runs one measurement alone in virtual time against a <see cref="ScriptedPath"/> and writes down its steps and events, a
/// line each, times in seconds since the start.
/// </summary>
internal sealed class Transcript
{
    private readonly PriorityQueue<byte[], (long Time, int Order)> _replies = new();
    private readonly StringBuilder _text = new();
    private readonly IMeasurement _measurement;
    private readonly ScriptedPath _path;
    private Timestamp _now = Start;
    private int _order;

    private Transcript(IMeasurement measurement, ScriptedPath path) => (_measurement, _path) = (measurement, path);

    internal static Timestamp Start { get; } = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Failures by probe index, for probes that do not leave.</summary>
    internal static string Of(IMeasurement measurement, string path, Func<Probe, SendFailure>? failure = null)
    {
        var transcript = new Transcript(measurement, ScriptedPath.Parse(path));
        transcript.Run(failure ?? (_ => SendFailure.None));
        return transcript._text.ToString().TrimEnd();
    }

    private void Run(Func<Probe, SendFailure> failure)
    {
        for (int guard = 0; guard < 100_000; guard++)
        {
            ProbingStep step = _measurement.NextStep(_now);
            switch (step.Kind)
            {
                case ProbingStepKind.Done:
                    Write("done");
                    return;
                case ProbingStepKind.Send:
                    Send(step.Probe, failure(step.Probe));
                    break;
                default:
                    Wait(step.Until);
                    break;
            }
        }

        throw new InvalidOperationException("The measurement does not end.");
    }

    private void Send(in Probe probe, SendFailure failure)
    {
        string size = probe.Size > 100 ? $" {probe.Size} bytes" : "";
        Write($"send {probe.ProbeTtl}/{probe.Attempt} #{probe.Index}{size}" + (failure == SendFailure.None ? "" : $" {failure}"));
        if (failure != SendFailure.None)
        {
            _measurement.OnSendFailed(probe, failure);
            return;
        }

        byte[] packet = new byte[probe.Size];
        ProbeWriter.Write(probe, packet);
        _measurement.OnSent(probe, _now);
        foreach ((TimeSpan delay, byte[] reply) in _path.Answer(probe.ProbeTtl, probe.Attempt, packet))
        {
            _replies.Enqueue(reply, ((_now + delay).Nanoseconds, _order++));
        }
    }

    private void Wait(Timestamp until)
    {
        if (!_replies.TryPeek(out _, out (long Time, int Order) next) || next.Time > until.Nanoseconds)
        {
            _now = until;
            return;
        }

        byte[] packet = _replies.Dequeue();
        _now = new(Math.Max(next.Time, _now.Nanoseconds));
        Assert.That(ReplyParser.TryParse(packet, _now, out ReplyView reply, out PacketVerdict verdict, TimestampOrigin.Simulated), verdict.ToString());
        Write($"reply {reply.Source} {reply.Kind}");
        if (reply.Key == _measurement.ReplyKey)
        {
            _measurement.OnReply(reply);
        }
    }

    private void Write(string line) =>
        _text.Append(CultureInfo.InvariantCulture, $"{(_now - Start).TotalSeconds:0.000} ").Append(line).Append('\n');
}
