using Coop.Engine.Actions;
using Coop.Engine.Editing;
using Coop.Engine.Problems;

namespace Coop.Engine.Outbox;

/// <summary>What people do with the deliveries of webhooks: look at them, and send those again that did not arrive.</summary>
public sealed class DeliveryFeature(IDeliveryLog log, ISettingStore<ModerationAction> actions)
{
    /// <summary>How many one call of <see cref="ResendFailedAsync"/> sends again.</summary>
    public const int MostAtOnce = 1000;

    public const int MostListed = 200;

    /// <summary>Newest first.</summary>
    /// <param name="state">An <see cref="ActionExecutionState"/> by its wire name; null for all.</param>
    /// <param name="limit">1 to <see cref="MostListed"/>.</param>
    public async Task<Result<IReadOnlyList<LoggedDelivery>>> ListAsync(string orgId, string actionId, string? state, int limit, CancellationToken cancellationToken)
    {
        var isKnown = WireNames.TryParse<ActionExecutionState>(state, out var only);
        return limit is < 1 or > MostListed ? InputProblems.OutOfRange("", "The query parameter limit", 1, MostListed)
            : state is not null && !isKnown ? InputProblems.NotOneOf("", "The query parameter state", state, WireNames.All<ActionExecutionState>())
            : await actions.FindValueAsync(orgId, actionId, cancellationToken) is null ? UseProblems.NotFound("action", actionId)
            : Result<IReadOnlyList<LoggedDelivery>>.Of(await log.ListAsync(orgId, actionId, isKnown ? only : null, limit, cancellationToken));
    }

    public Task<IReadOnlyList<FailingReceiver>> ListFailingAsync(string orgId, CancellationToken cancellationToken) => log.ListFailingAsync(orgId, cancellationToken);

    /// <summary>Of those, the ones people have to hear of: they are down, and something waits for them or was given up.</summary>
    public async Task<IReadOnlyList<FailingReceiver>> ListDownAsync(string orgId, CancellationToken cancellationToken) =>
        [.. (await log.ListFailingAsync(orgId, cancellationToken)).Where(receiver => receiver.Health.IsDown && receiver.Waiting + receiver.GivenUp > 0)];

    /// <summary>The one an action points to today, when it is failing; otherwise none.</summary>
    public async Task<IReadOnlyList<FailingReceiver>> ListFailingOfAsync(string orgId, string actionId, CancellationToken cancellationToken)
    {
        var place = (await AddressAsync(orgId, actionId, cancellationToken))?.Place;
        return [.. (await log.ListFailingAsync(orgId, cancellationToken)).Where(receiver => receiver.Place == place)];
    }

    /// <summary>
    /// Has a webhook sent now that waits for its next try or was given up: the same bytes under the same idempotency key, signed again, to where its action points today. One that is on
    /// its way stays so: pressed twice, it is sent once.
    /// </summary>
    public async Task<Result<LoggedDelivery>> ResendAsync(string orgId, string executionId, CancellationToken cancellationToken)
    {
        if (await log.FindAsync(orgId, executionId, cancellationToken) is not { } found)
        {
            return DeliveryProblems.NotFound(executionId);
        }

        if (found.Execution.State == ActionExecutionState.Delivered)
        {
            return DeliveryProblems.Delivered(executionId);
        }

        if (await AddressAsync(orgId, found.Execution.ActionId, cancellationToken) is not { } to)
        {
            return DeliveryProblems.ActionGone(executionId);
        }

        return !await log.ResendAsync(orgId, executionId, to, cancellationToken) ? DeliveryProblems.NothingKept(executionId)
            : await log.FindAsync(orgId, executionId, cancellationToken) is { } now ? now
            : DeliveryProblems.NotFound(executionId);
    }

    /// <summary>The same for all of an action that were given up, oldest first.</summary>
    public async Task<Result<ResentDeliveries>> ResendFailedAsync(string orgId, string actionId, CancellationToken cancellationToken)
    {
        if (await actions.FindValueAsync(orgId, actionId, cancellationToken) is null)
        {
            return UseProblems.NotFound("action", actionId);
        }

        var to = await AddressAsync(orgId, actionId, cancellationToken);
        var sent = await log.ResendFailedAsync(orgId, actionId, to, MostAtOnce, cancellationToken);
        return new ResentDeliveries(sent, sent == MostAtOnce);
    }

    private async Task<WebhookAddress?> AddressAsync(string orgId, string actionId, CancellationToken cancellationToken) =>
        await actions.FindValueAsync(orgId, actionId, cancellationToken) is { CallbackUrl: { } url } action ? new WebhookAddress(url, action.CallbackHeaders) : null;
}

/// <param name="MayBeMore">More may wait for another call.</param>
public sealed record ResentDeliveries(int Count, bool MayBeMore);
