using System.Collections.Concurrent;
using Coop.Engine.Editing;
using Coop.Engine.Integrations;

namespace Coop.Engine.Flow;

/// <summary>
/// Each organisation's plan in force. When its settings or what the catalogue offers change, the next one is built beside it, one at a time, and takes its place whole;
/// nobody who decides ever waits for that but for the very first, and a moment when a matcher was stopped. A build that fails leaves the last good one in force, and is tried again.
/// </summary>
public sealed class CurrentPlans : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestForNext = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, OrgPlan> _byOrg = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _ending = new();
    // Compiling is thinking: it must not take all the cores from deciding.
    private readonly Builders _builders;
    private readonly IPlanReader _reader;
    private readonly IOrgRevisions _revisions;
    private readonly IIntegrationCatalogueSource _catalogues;
    private readonly FlowOptions _options;
    private readonly TimeProvider _time;
    private readonly Sayings<IFlowLog> _sayings;

    public CurrentPlans(
        IPlanReader reader, IOrgRevisions revisions, IIntegrationCatalogueSource catalogues, FlowOptions options, TimeProvider time, IFlowLog log)
    {
        (_reader, _revisions, _catalogues, _options, _time, _sayings) = (reader, revisions, catalogues, options, time, new Sayings<IFlowLog>(log));
        _builders = new Builders(Math.Max(1, Environment.ProcessorCount / 2), options.LongBuild, time, log);
        revisions.Moved += OnMoved;
        catalogues.Changed += OnOffered;
    }

    /// <summary>The plan in force, at once; the first time, as soon as there is one. When one of its matchers was stopped, the next is waited for shortly: all items at once would measure each list apart.</summary>
    public ValueTask<PlanInForce> GetAsync(string orgId, CancellationToken cancellationToken)
    {
        var org = _byOrg.GetOrAdd(orgId, static id => new OrgPlan(id));
        return org.InForce is not { } plan ? new(FirstAsync(org, cancellationToken)) : org.IsSlowed ? new(NextAsync(org, cancellationToken)) : new(plan);
    }

    /// <summary>Has the plan built before anybody decides with it, however long that takes. What cannot be built is told, and tried again by itself.</summary>
    public async Task PrepareAsync(string orgId, CancellationToken cancellationToken)
    {
        Want(_byOrg.GetOrAdd(orgId, static id => new OrgPlan(id)));
        while (!await WaitInForceAsync(orgId, cancellationToken).ConfigureAwait(false) && FailureOf(orgId) is null)
        {
        }
    }

    /// <summary>
    /// Waits until what has been saved so far is in force in this process; not longer than <see cref="FlowOptions.SaveWait"/>, and not for a build that fails. It is in force
    /// later then, by itself.
    /// </summary>
    /// <returns>Whether it is.</returns>
    public async Task<bool> WaitInForceAsync(string orgId, CancellationToken cancellationToken)
    {
        // Nobody decides with them yet: whoever comes first waits.
        if (!_byOrg.TryGetValue(orgId, out var org))
        {
            return true;
        }

        var saved = (await _revisions.OfAsync(orgId, cancellationToken).ConfigureAwait(false)).Rules;
        var started = _time.GetTimestamp();
        while (true)
        {
            Task turned;
            lock (org.Lock)
            {
                if (org.InForce is { } plan && plan.Revision >= saved)
                {
                    return true;
                }

                if (org.Failures > 0 && org.FailedRevision >= saved)
                {
                    return false;
                }

                turned = org.Turned.Task;
            }

            Want(org);
            var left = _options.SaveWait - _time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero || !await CameAsync(turned, left, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }
    }

    /// <summary>Null while the newest settings are in force or about to be.</summary>
    public PlanFailure? FailureOf(string orgId) => _byOrg.TryGetValue(orgId, out var org) ? org.Failure : null;

    public void Dispose()
    {
        _revisions.Moved -= OnMoved;
        _catalogues.Changed -= OnOffered;
        _ending.Cancel();
    }

    private async Task<bool> CameAsync(Task turned, TimeSpan most, CancellationToken cancellationToken)
    {
        try
        {
            await turned.WaitAsync(most, _time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task<PlanInForce> NextAsync(OrgPlan org, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task turned;
            TimeSpan left;
            lock (org.Lock)
            {
                turned = org.Turned.Task;
                left = org.IsSlowed ? LongestForNext - _time.GetElapsedTime(org.SlowedAt) : TimeSpan.Zero;
            }

            if (left <= TimeSpan.Zero)
            {
                return org.InForce!;
            }

            await CameAsync(turned, left, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A matcher was stopped, maybe by a plan before the one in force, which took the matcher over.</summary>
    private void OnStopped(OrgPlan org)
    {
        lock (org.Lock)
        {
            if (org.InForce is { Plan.HasStopped: true })
            {
                org.Slow(_time.GetTimestamp());
            }
        }

        Want(org);
    }

    private async Task<PlanInForce> FirstAsync(OrgPlan org, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task turned;
            lock (org.Lock)
            {
                turned = org.Turned.Task;
            }

            if (org.InForce is { } plan)
            {
                return plan;
            }

            if (org.Failures == 0)
            {
                Want(org);
            }

            await turned.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void OnMoved(string orgId)
    {
        if (_byOrg.TryGetValue(orgId, out var org))
        {
            Want(org);
        }
    }

    private void OnOffered()
    {
        foreach (var org in _byOrg.Values)
        {
            Want(org);
        }
    }

    /// <summary>Begins a build, or has the one under way followed by another: many changes in a row are one build.</summary>
    private void Want(OrgPlan org)
    {
        lock (org.Lock)
        {
            org.IsWanted = true;
            org.Nudged.Ring();
            if (org.IsBuilding)
            {
                return;
            }

            org.IsBuilding = true;
        }

        _ = Task.Run(() => BuildAsync(org));
    }

    private async Task BuildAsync(OrgPlan org)
    {
        while (!_ending.IsCancellationRequested)
        {
            lock (org.Lock)
            {
                if (!org.IsWanted)
                {
                    org.IsBuilding = false;
                    return;
                }

                org.IsWanted = false;
                org.Nudged = new Bell();
            }

            var error = await TryBuildAsync(org).ConfigureAwait(false);
            TimeSpan? pause = null;
            TaskCompletionSource turned;
            lock (org.Lock)
            {
                pause = Settle(org, error);
                turned = org.Turned;
                org.Turned = OrgPlan.NewTurn();
            }

            turned.SetResult();
            _sayings.Say();
            if (pause is { } wait)
            {
                await PauseAsync(org, wait).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Until the time is over, or somebody has changed something: it may have been what was wrong.</summary>
    private async Task PauseAsync(OrgPlan org, TimeSpan wait)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        await Task.WhenAny(Task.Delay(wait, _time, either.Token), org.Nudged.WaitAsync(either.Token)).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
    }

    /// <returns>How long to wait before the next try; null when none is needed.</returns>
    private TimeSpan? Settle(OrgPlan org, Exception? error)
    {
        if (error is null)
        {
            if (org.Failures > 0)
            {
                _sayings.Note(log => log.CompiledAgain(org.OrgId));
            }

            (org.Failures, org.Failure) = (0, null);
            if (org.InForce is not { HasUntried: true })
            {
                org.Untried = 0;
                return null;
            }

            // It decides, more slowly than it could: nobody has to change anything to have the rest tried.
            org.IsWanted = true;
            return PauseAfter(++org.Untried);
        }

        org.IsWanted = true;
        if (org.Failures++ == 0)
        {
            org.Failure = new PlanFailure(org.OrgId, $"{error.GetType().Name}: {error.Message}", _time.GetUtcNow(), org.InForce is not null);
            _sayings.Note(log => log.KeptLastPlan(org.OrgId, error));
        }

        return PauseAfter(org.Failures);
    }

    private static TimeSpan PauseAfter(int builds)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(builds - 1, 10));
        return pause < LongestPause ? pause : LongestPause;
    }

    private async Task<Exception?> TryBuildAsync(OrgPlan org)
    {
        // A failure before it is known counts for all that were saved.
        var revision = long.MaxValue;
        try
        {
            using var place = await _builders.TakeAsync(org.OrgId, _ending.Token).ConfigureAwait(false);
            // Known before anything is read: what is newer than it has another build follow.
            revision = (await _revisions.OfAsync(org.OrgId, _ending.Token).ConfigureAwait(false)).Rules;
            var catalogue = _catalogues.Current;
            if (org.InForce is not { HasUntried: false } plan || plan.Revision != revision || !ReferenceEquals(plan.Catalogue, catalogue))
            {
                var next = await _reader.ReadAsync(org.OrgId, revision, catalogue, org.InForce, _ending.Token).ConfigureAwait(false);
                // Before it is looked whether one was: none is missed.
                next.Plan.Stopped += () => OnStopped(org);
                lock (org.Lock)
                {
                    org.PutInForce(next);
                    if (next.Plan.HasStopped)
                    {
                        // It took a matcher over that was stopped while it was made: the one after it is begun at once.
                        org.Slow(_time.GetTimestamp());
                        org.Nudged.Ring();
                    }
                }
            }

            return null;
        }
        catch (Exception error)
        {
            org.FailedRevision = revision;
            return error;
        }
    }
}
