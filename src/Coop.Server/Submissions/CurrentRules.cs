using System.Collections.Concurrent;
using Coop.Engine.Integrations;
using Coop.Engine.Orgs;
using Coop.Engine.Rules;

namespace Coop.Server.Submissions;

/// <summary>
/// Each organisation's current rules. They are compiled anew when the organisation's revision or the catalogue changed, which every call asks: whoever has
/// saved a rule finds it obeyed by the next item, whichever process takes it. A build that fails keeps the last good one.
/// </summary>
internal sealed partial class CurrentRules(
    OrgRulesReader reader, IOrgStore orgs, IRuleQuotaStore quotas, IIntegrationCatalogueSource catalogues, TimeProvider time, ILogger<CurrentRules> logger)
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, OrgState> _byOrg = new(StringComparer.Ordinal);

    /// <returns>Null when there is no such organisation.</returns>
    public async ValueTask<OrgRules?> GetAsync(string orgId, CancellationToken cancellationToken)
    {
        var catalogue = catalogues.Current;
        if (await orgs.FindRevisionAsync(orgId, cancellationToken) is not { } revision)
        {
            _byOrg.TryRemove(orgId, out _);
            return null;
        }

        var state = _byOrg.GetOrAdd(orgId, _ => new OrgState());
        return state.Rules is { } rules && IsCurrent(rules, revision, catalogue) ? rules : await BuildAsync(orgId, state, revision, catalogue, cancellationToken);
    }

    private async Task<OrgRules> BuildAsync(
        string orgId, OrgState state, long revision, IntegrationCatalogue catalogue, CancellationToken cancellationToken)
    {
        await state.Building.WaitAsync(cancellationToken);
        try
        {
            // Somebody else may have built it, or a newer one, while we waited.
            if (state.Rules is { } built && (IsCurrent(built, revision, catalogue) || built.Revision > revision || time.GetUtcNow() < state.NotBefore))
            {
                return built;
            }

            // Read after the revision: what is newer than it is built again by the next call, and nothing older can be taken for it.
            var (source, itemTypes) = await reader.ReadAsync(orgId, catalogue, cancellationToken);
            return state.Rules = new OrgRules(revision, source, itemTypes, quotas, time);
        }
        catch (Exception error) when (error is not OperationCanceledException && state.Rules is not null)
        {
            state.NotBefore = time.GetUtcNow() + PauseAfterFailure;
            LogKeptLastGood(error, orgId, state.Rules.Revision);
            return state.Rules;
        }
        finally
        {
            state.Building.Release();
        }
    }

    private static bool IsCurrent(OrgRules rules, long revision, IntegrationCatalogue catalogue) =>
        rules.Revision == revision && ReferenceEquals(rules.Source.Catalogue, catalogue);

    private sealed class OrgState
    {
        private volatile OrgRules? _rules;

        public OrgRules? Rules
        {
            get => _rules;
            set => _rules = value;
        }

        /// <summary>Guarded by <see cref="Building"/>.</summary>
        public DateTimeOffset NotBefore { get; set; }

        public SemaphoreSlim Building { get; } = new(1, 1);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The rules of organisation {OrgId} could not be compiled; those of revision {Revision} stay in force")]
    private partial void LogKeptLastGood(Exception error, string orgId, long revision);
}
