namespace Coop.Engine.Flow;

/// <summary>
/// Takes decided items off the queue: at once all that came together while the last ones were written. One that is lost is only received again and found decided.
/// </summary>
internal sealed class Acknowledgements(IItemStream stream, Action<FlowStep>? step)
{
    private readonly Lock _lock = new();
    private readonly Bell _some = new();
    private List<StreamItem> _waiting = [];

    public void Add(StreamItem item)
    {
        lock (_lock)
        {
            _waiting.Add(item);
        }

        _some.Ring();
    }

    public async Task WriteAsync(CancellationToken stopping)
    {
        await _some.WaitAsync(stopping).ConfigureAwait(false);
        await FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Writes what is there. What could not be written is tried again with the next.</summary>
    public async Task FlushAsync()
    {
        List<StreamItem> items;
        lock (_lock)
        {
            (items, _waiting) = (_waiting, []);
        }

        if (items.Count == 0)
        {
            return;
        }

        var isWritten = false;
        try
        {
            await stream.AcknowledgeAsync(items, CancellationToken.None).ConfigureAwait(false);
            isWritten = true;
            step?.Invoke(FlowStep.Acknowledged);
        }
        finally
        {
            if (!isWritten)
            {
                lock (_lock)
                {
                    _waiting.InsertRange(0, items);
                }

                _some.Ring();
            }
        }
    }
}
