using System.Collections.Concurrent;
using System.Data.Common;
using Coop.Engine.Editing;
using Coop.Engine.Orgs;

namespace Coop.Server.Submissions;

/// <summary>Revisions as the store of organisations tells them: asked for by whoever needs one, and some times a second for what other processes change.</summary>
internal sealed class PolledRevisions(IOrgStore orgs, TimeProvider time) : BackgroundService, IOrgRevisions
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<string, long> _known = new(StringComparer.Ordinal);

    public event Action<string>? Moved;

    public async ValueTask<OrgRevision> OfAsync(string orgId, CancellationToken cancellationToken)
    {
        var now = await orgs.FindRevisionAsync(orgId, cancellationToken) ?? 0;
        var before = _known.GetOrAdd(orgId, now);
        if (before < now && _known.TryUpdate(orgId, now, before))
        {
            Moved?.Invoke(orgId);
        }

        return new OrgRevision(now, now);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(LookEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                foreach (var orgId in _known.Keys)
                {
                    await OfAsync(orgId, stoppingToken);
                }
            }
            catch (DbException)
            {
                // It is looked again at once.
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
