using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Coop.Engine.Editing;
using Coop.Engine.Integrations;
using Coop.Engine.Problems;
using Coop.Engine.Uses;
using Coop.Integrations;

namespace Coop.Tests.Support;

/// <summary>Organisations' configurations without a database.</summary>
internal sealed class MemoryConfigs : IIntegrationConfigStore, ISettingStore<IntegrationConfig>
{
    private readonly ConcurrentDictionary<(string OrgId, string IntegrationId), (Versioned<IntegrationConfig> Setting, OrgConfig Given)> _saved = new();
    private int _reads;
    private int _saves;

    public event Action<string, string>? Changed;

    public void Save(string orgId, string integrationId, string json) =>
        Put(new IntegrationConfig(orgId, integrationId, integrationId, JsonElement.Parse(json), new HashSet<string>(), 1), "me");

    /// <summary>How often a configuration was read for an integration.</summary>
    public int Reads => Volatile.Read(ref _reads);

    public ValueTask<OrgConfig> GetAsync(string orgId, string integrationId, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return ValueTask.FromResult(_saved.TryGetValue((orgId, integrationId), out var saved) ? saved.Given : OrgConfig.Empty);
    }

    public Task<IReadOnlyList<Versioned<IntegrationConfig>>> ListAsync(string orgId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Versioned<IntegrationConfig>>>([.. _saved.Where(saved => saved.Key.OrgId == orgId).Select(saved => saved.Value.Setting)]);

    public Task<Versioned<IntegrationConfig>?> FindAsync(string orgId, string id, CancellationToken cancellationToken) =>
        Task.FromResult(_saved.TryGetValue((orgId, id), out var saved) ? saved.Setting : null);

    public Task<Result<Versioned<IntegrationConfig>>> ChangeAsync(SettingEdit<IntegrationConfig> edit, CancellationToken cancellationToken)
    {
        lock (_saved)
        {
            var now = _saved.TryGetValue((edit.OrgId, edit.Id), out var saved) ? saved.Setting : null;
            if (edit.ExpectedVersion is { } expected && expected != (now?.Version ?? SettingVersion.None))
            {
                return Task.FromResult<Result<Versioned<IntegrationConfig>>>(EditProblems.ChangedMeanwhile(
                    SettingKind.IntegrationConfig, edit.Id, new Meanwhile(now?.Version ?? SettingVersion.None, now?.ChangedAt ?? default, now?.ChangedBy, [])));
            }

            var changed = edit.Change(now);
            if (!changed.TryGet(out var becomes))
            {
                return Task.FromResult(Result<Versioned<IntegrationConfig>>.Refused(changed.Problems));
            }

            if (!edit.Deletes)
            {
                return Task.FromResult<Result<Versioned<IntegrationConfig>>>(Put(becomes, edit.By));
            }

            _saved.TryRemove((edit.OrgId, edit.Id), out _);
            Changed?.Invoke(edit.OrgId, edit.Id);
            return Task.FromResult<Result<Versioned<IntegrationConfig>>>(now!);
        }
    }

    private Versioned<IntegrationConfig> Put(IntegrationConfig config, string by)
    {
        var save = Interlocked.Increment(ref _saves);
        var setting = new Versioned<IntegrationConfig>(config, save.ToString(CultureInfo.InvariantCulture), DateTimeOffset.UnixEpoch.AddSeconds(save), by);
        _saved[(config.OrgId, config.Id)] = (setting, new OrgConfig(config.Json));
        Changed?.Invoke(config.OrgId, config.Id);
        return setting;
    }
}
