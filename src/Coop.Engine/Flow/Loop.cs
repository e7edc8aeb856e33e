namespace Coop.Engine.Flow;

/// <summary>
/// Work in the background, turn after turn until the end. A failure ends no loop: the next turn comes after a pause.
/// </summary>
internal sealed class Loop(FlowPart part, IFlowLog log, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Outage _outage = new(part, log);

    /// <param name="isOver">Asked before each turn, for a loop that ends before the others.</param>
    public async Task RunAsync(Func<CancellationToken, Task> turn, CancellationToken stopping, Func<bool>? isOver = null)
    {
        while (!stopping.IsCancellationRequested && isOver?.Invoke() != true)
        {
            try
            {
                await turn(stopping).ConfigureAwait(false);
                _outage.Over();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                _outage.Met(error);
                await Task.Delay(Pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
