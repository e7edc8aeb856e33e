using Coop.Engine.Deciding;

namespace Coop.Engine.Plan;

/// <summary>One call of a signal on one value, made once for all measurements that need it and given up when none does any more.</summary>
internal sealed class SharedCall(Func<CancellationToken, Task<MeasuredValue>> call, CancellationToken ending)
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _needless = CancellationTokenSource.CreateLinkedTokenSource(ending);
    private Task<MeasuredValue>? _running;
    private int _users;

    /// <summary>True when nobody needed the answer any more.</summary>
    public bool IsGivenUp { get; private set; }

    public void Join()
    {
        lock (_gate)
        {
            _users++;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (--_users > 0 || _running is null or { IsCompleted: true })
            {
                return;
            }

            IsGivenUp = true;
        }

        _needless.Cancel();
    }

    public Task<MeasuredValue> RunAsync()
    {
        lock (_gate)
        {
            return _running ??= call(_needless.Token);
        }
    }
}
