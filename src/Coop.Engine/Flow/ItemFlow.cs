using Coop.Engine.Deciding;
using Coop.Engine.Items;
using Coop.Engine.Problems;
using Coop.Engine.Submissions;

namespace Coop.Engine.Flow;

/// <summary>The way of an item, from what was posted to its stored decision.</summary>
public sealed class ItemFlow
{
    private readonly FlowParts _parts;
    private readonly Arrivals _arrivals;
    private readonly ItemChecks _checks;
    private readonly Intake _intake;
    private readonly Decider _decider;
    private readonly Suspects _suspects;
    private readonly Receiver _receiver;
    private readonly Thinkers _thinkers;

    /// <param name="step">Told of each step; null but in tests that end the process at one.</param>
    public ItemFlow(
        IItemStream stream, IDecisionLog log, CurrentPlans plans, IItemTypeVersions itemTypes, IDecisionStore decisions, FlowOptions options, TimeProvider time, IFlowLog say,
        Action<FlowStep>? step = null)
    {
        var (turns, givingBack) = (new Turns(options, time), new Outage(FlowPart.GivingBack, say));
        _parts = new FlowParts
        {
            Options = options,
            Time = time,
            Stream = stream,
            Log = log,
            Plans = plans,
            ItemTypes = itemTypes,
            Say = say,
            Turns = turns,
            Leases = new Leases(stream, options, time, givingBack),
            Acknowledgements = new Acknowledgements(stream, step),
            GivingBack = givingBack,
            Step = step,
        };
        var admission = new Admission(turns, options, say);
        _arrivals = new Arrivals(options, time, say);
        _checks = new ItemChecks(_parts);
        _intake = new Intake(_parts, admission, decisions);
        _decider = new Decider(_parts);
        _suspects = new Suspects(_parts, _decider);
        _receiver = new Receiver(_parts, _suspects, admission, _arrivals);
        _thinkers = new Thinkers(_parts, _decider);
    }

    public FlowOptions Options => _parts.Options;

    /// <summary>Asked before a body is read; held until what is in it is stored, has its room among the items in memory, or is refused.</summary>
    /// <param name="bytes">Its length; what is read first of one that does not say it.</param>
    public async ValueTask<Result<Arrival>> ArriveAsync(string orgId, long bytes, CancellationToken cancellationToken) =>
        await _arrivals.EnterAsync(orgId, bytes, cancellationToken).ConfigureAwait(false) is { } arrival ? arrival : NoRoomToRead;

    /// <summary>The same refusal, for a body that turns out to be longer than there is room for.</summary>
    public Problem NoRoomToRead => SubmissionProblems.NoRoomToRead(_arrivals.LongestWait);

    /// <summary>From posted items to items checked against their types: all of them, or the reasons why not.</summary>
    /// <returns>Problems point at <c>/items/N</c>.</returns>
    public ValueTask<Result<IReadOnlyList<Item>>> CheckAsync(string orgId, SubmissionBatch batch, CancellationToken cancellationToken) =>
        _checks.CheckAsync(orgId, batch, cancellationToken);

    /// <summary>Durable when it returns; decided soon.</summary>
    /// <returns>Null, or why nothing was stored.</returns>
    public Task<Problem?> SubmitAsync(string orgId, IReadOnlyList<Item> items, string? requestId, CancellationToken cancellationToken) =>
        _intake.SubmitAsync(orgId, items, requestId, cancellationToken);

    /// <inheritdoc cref="Intake.DecideAsync"/>
    public Task<Result<AwaitedDecisions>> DecideAsync(string orgId, IReadOnlyList<Item> items, string? requestId, CancellationToken cancellationToken) =>
        _intake.DecideAsync(orgId, items, requestId, cancellationToken);

    /// <inheritdoc cref="Intake.TryOutAsync"/>
    public Task<Result<AwaitedDecisions>> TryOutAsync(string orgId, IReadOnlyList<Item> items, CancellationToken cancellationToken) =>
        _intake.TryOutAsync(orgId, items, cancellationToken);

    /// <summary>Decides until it is to stop; then gives back what it holds and has not begun, and ends when all that was begun has ended.</summary>
    /// <param name="ending">No more time: what is still under way is given back too.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken ending)
    {
        using var stopped = new CancellationTokenSource();
        Task[] beside =
        [
            LoopAsync(FlowPart.Renewing, _parts.Leases.RenewAsync, stopped.Token),
            LoopAsync(FlowPart.Acknowledging, _parts.Acknowledgements.WriteAsync, stopped.Token),
            _thinkers.RunAsync(stopping, stopped.Token, ending),
        ];
        await Task.WhenAll(
            LoopAsync(FlowPart.Receiving, _receiver.ReceiveAsync, stopping),
            LoopAsync(FlowPart.TryingAlone, _suspects.TryNextAsync, stopping)).ConfigureAwait(false);
        await GiveBackAsync().ConfigureAwait(false);
        // What a thinker has taken is on no list of those that are given back, nor begun before it comes to it.
        await _parts.Turns.QuietAsync().ConfigureAwait(false);
        await _decider.WhenIdleAsync().ConfigureAwait(false);
        await stopped.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(beside).ConfigureAwait(false);
        await _parts.Acknowledgements.FlushAsync().ConfigureAwait(false);
    }

    private Task LoopAsync(FlowPart part, Func<CancellationToken, Task> turn, CancellationToken stopping) =>
        Task.Run(() => new Loop(part, _parts.Say, _parts.Time).RunAsync(turn, stopping), CancellationToken.None);

    /// <summary>Whoever waits is told first: the web server stops when all its requests have their answers.</summary>
    private async Task GiveBackAsync()
    {
        List<HeldItem> left = [.. _parts.Turns.Close(), .. _suspects.Clear()];
        left.ForEach(item => item.Stop());
        await _parts.Leases.ReleaseAsync(left).ConfigureAwait(false);
    }
}
