namespace Coop.Engine.Flow;

/// <summary>
/// Suspects that wait for their trial. Those that had fewer trials come first, many at once: nearly all of them are innocent, and are decided before what may end the process again is
/// tried in smaller company. Inside a stage organisations take turns, item by item.
/// </summary>
internal sealed class SuspectQueue
{
    /// <summary>How many are tried at once, by the trials they had; after these each is tried alone.</summary>
    private static readonly int[] GroupSizes = [256, 16];

    private readonly Lock _lock = new();
    private readonly Stage[] _stages = [.. Enumerable.Range(0, GroupSizes.Length + 1).Select(_ => new Stage())];
    private readonly Bell _some = new();

    /// <summary>Trials alone that it had; below zero as long as it is tried in groups.</summary>
    public static int LoneTrials(StreamItem item) => item.Trials - GroupSizes.Length;

    public void Add(IReadOnlyCollection<HeldItem> items)
    {
        lock (_lock)
        {
            foreach (var item in items)
            {
                _stages[Math.Min(item.Received!.Trials, GroupSizes.Length)].Add(item);
            }
        }

        _some.Ring();
    }

    /// <summary>The next to be tried at once, all with as many trials; waits until there are any.</summary>
    public async Task<IReadOnlyList<HeldItem>> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_lock)
            {
                var stage = Array.FindIndex(_stages, stage => !stage.IsEmpty);
                if (stage >= 0)
                {
                    return _stages[stage].Take(stage < GroupSizes.Length ? GroupSizes[stage] : 1);
                }
            }

            await _some.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>All of them, taken out.</summary>
    public IReadOnlyList<HeldItem> Clear()
    {
        lock (_lock)
        {
            return [.. _stages.SelectMany(stage => stage.Take(int.MaxValue))];
        }
    }

    private sealed class Stage
    {
        private readonly Dictionary<string, Queue<HeldItem>> _byOrg = new(StringComparer.Ordinal);
        private readonly Queue<Queue<HeldItem>> _turns = new();

        public bool IsEmpty => _turns.Count == 0;

        public void Add(HeldItem item)
        {
            if (!_byOrg.TryGetValue(item.OrgId, out var org))
            {
                _byOrg.Add(item.OrgId, org = new Queue<HeldItem>());
                _turns.Enqueue(org);
            }

            org.Enqueue(item);
        }

        public List<HeldItem> Take(int most)
        {
            List<HeldItem> taken = [];
            while (taken.Count < most && _turns.TryDequeue(out var org))
            {
                var item = org.Dequeue();
                taken.Add(item);
                if (org.Count > 0)
                {
                    _turns.Enqueue(org);
                }
                else
                {
                    _byOrg.Remove(item.OrgId);
                }
            }

            return taken;
        }
    }
}
