using Coop.Engine.Flow;
using Coop.Engine.Items;
using Coop.Engine.Problems;
using Coop.Server.Bodies;

namespace Coop.Server.Items;

/// <summary>
/// The checked items of a body, and the room that they take until they are stored or have their room among the items in memory. Of the body itself nothing is left by then.
/// </summary>
internal sealed class ReceivedItems : IDisposable
{
    private readonly Arrival _arrival;

    private ReceivedItems(Arrival arrival, IReadOnlyList<Item> items, bool isDryRun) => (_arrival, Items, IsDryRun) = (arrival, items, isDryRun);

    public IReadOnlyList<Item> Items { get; }

    public bool IsDryRun { get; }

    public void Dispose() => _arrival.Dispose();

    public static async Task<Result<ReceivedItems>> ReadAsync(HttpRequest request, string orgId, ItemFlow flow, TimeProvider time, CancellationToken cancellationToken)
    {
        var read = await ArrivingBody.ReadAsync(request, orgId, flow, time, BatchBody.Read, cancellationToken);
        if (!read.TryGet(out var batch))
        {
            return Result<ReceivedItems>.Refused(read.Problems);
        }

        Result<IReadOnlyList<Item>> items = default;
        var isChecked = false;
        try
        {
            items = await flow.CheckAsync(orgId, batch.Read, cancellationToken);
            isChecked = items.TryGet(out var accepted);
            return isChecked ? new ReceivedItems(batch.Arrival, accepted!, batch.Read.IsDryRun) : Result<ReceivedItems>.Refused(items.Problems);
        }
        finally
        {
            if (!isChecked)
            {
                batch.Arrival.Dispose();
            }
        }
    }
}
