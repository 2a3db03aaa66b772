namespace Vtnt.Probing;

/// <content>How long to wait for an answer: a fixed time, or one that adapts to the path.</content>
public sealed partial class Tracer
{
    private TimeSpan? _slowest;

    private TimeSpan WaitForAnswer
    {
        get
        {
            if (_options.LeastWaitTimeout is not { } least || _slowest is not { } slowest || slowest >= _options.WaitTimeout / 4)
            {
                return _options.WaitTimeout;
            }

            TimeSpan wait = slowest * 4 > least ? slowest * 4 : least;
            return wait < _options.WaitTimeout ? wait : _options.WaitTimeout;
        }
    }

    private void Observe(TimeSpan rtt) => _slowest = _slowest is { } slowest && slowest > rtt ? slowest : rtt;
}
