namespace Coop.Engine.Flow;

/// <summary>Somebody who waits for room.</summary>
/// <param name="bytes">All together that the arrival wants.</param>
internal sealed class ArrivalWish(Arrival arrival, long bytes)
{
    private readonly TaskCompletionSource _granted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Arrival Arrival => arrival;

    public ArrivingOrg Org => arrival.Org;

    public long Bytes => bytes;

    public Task Granted => _granted.Task;

    public void Grant() => _granted.SetResult();
}
