using Coop.Engine.Flow;
using Coop.Storage.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Tests.Support;

/// <summary>What plans are made of, without the actions whose name begins with <c>Lost</c>: no edit takes away an action that a rule takes, so a test has to.</summary>
internal sealed class LostActions(IPlanSettings settings) : IPlanSettings
{
    public static void AddTo(IServiceCollection services) =>
        services.AddSingleton<IPlanSettings>(given => new LostActions(ActivatorUtilities.CreateInstance<PlanSettingsReader>(given)));

    public async Task<PlanSettings> ReadAsync(string orgId, CancellationToken cancellationToken)
    {
        var all = await settings.ReadAsync(orgId, cancellationToken);
        return all with { Actions = [.. all.Actions.Where(action => !action.Name.StartsWith("Lost", StringComparison.Ordinal))] };
    }
}
