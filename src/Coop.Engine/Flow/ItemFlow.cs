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
        var turns = new Turns(options, time);
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
            Leases = new Leases(stream, options, time),
            Acknowledgements = new Acknowledgements(stream, step),
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

    /// <summary>Asked before a body is read; held until what is in it is stored, or refused.</summary>
    /// <param name="bytes">Its length; what is read first of one that does not say it.</param>
    public async ValueTask<Result<Arrival>> ArriveAsync(string orgId, long bytes, CancellationToken cancellationToken) =>
        await _arrivals.EnterAsync(orgId, bytes, cancellationToken).ConfigureAwait(false) is { } arrival ? arrival : NoRoomToRead;

    /// <summary>The same refusal, for a body that turns out to be longer than there is room for.</summary>
    public Problem NoRoomToRead => SubmissionProblems.NoRoomToRead(_arrivals.LongestWait);

    public TimeSpan LongestSending => _parts.Options.LongestSending;

    /// <summary>From posted items to items checked against their types: all of them, or every reason why not.</summary>
    /// <returns>Problems point at <c>/items/N</c>.</returns>
    public ValueTask<Result<IReadOnlyList<Item>>> CheckAsync(string orgId, SubmissionBatch batch, CancellationToken cancellationToken) =>
        _checks.CheckAsync(orgId, batch, cancellationToken);

    /// <summary>Durable when it returns; decided soon.</summary>
    /// <returns>Null, or why nothing was stored.</returns>
    public Task<Problem?> SubmitAsync(string orgId, IReadOnlyList<Item> items, string? requestId, CancellationToken cancellationToken) =>
        _intake.SubmitAsync(orgId, items, requestId, cancellationToken);

    /// <inheritdoc cref="Intake.DecideAsync"/>
    public Task<Result<IReadOnlyList<Decision?>>> DecideAsync(string orgId, IReadOnlyList<Item> items, string? requestId, CancellationToken cancellationToken) =>
        _intake.DecideAsync(orgId, items, requestId, cancellationToken);

    /// <inheritdoc cref="Intake.TryOutAsync"/>
    public Task<IReadOnlyList<Decision>> TryOutAsync(string orgId, IReadOnlyList<Item> items, CancellationToken cancellationToken) =>
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
        ];
        await Task.WhenAll(
            LoopAsync(FlowPart.Receiving, _receiver.ReceiveAsync, stopping),
            LoopAsync(FlowPart.TryingAlone, _suspects.TryNextAsync, stopping),
            _thinkers.RunAsync(stopping, ending)).ConfigureAwait(false);
        await GiveBackAsync().ConfigureAwait(false);
        await _decider.WhenIdleAsync().ConfigureAwait(false);
        await stopped.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(beside).ConfigureAwait(false);
        await _parts.Acknowledgements.FlushAsync().ConfigureAwait(false);
    }

    private Task LoopAsync(FlowPart part, Func<CancellationToken, Task> turn, CancellationToken stopping) =>
        Task.Run(() => new Loop(part, _parts.Say, _parts.Time).RunAsync(turn, stopping), CancellationToken.None);

    private async Task GiveBackAsync()
    {
        var waiting = _parts.Turns.Clear();
        List<HeldItem> left = [.. waiting.Select(entry => entry.Item).Where(item => item.Received is not null), .. _suspects.Clear()];
        foreach (var (_, item) in waiting)
        {
            item.Answer?.TrySetCanceled(CancellationToken.None);
        }

        left.ForEach(_parts.Leases.LetGo);
        if (left.Count > 0)
        {
            await _parts.Stream.ReleaseAsync([.. left.Select(item => item.Received!)], CancellationToken.None).ConfigureAwait(false);
        }
    }
}
