namespace Coop.Engine.Flow;

/// <summary>Tells of a failure that many meet when it begins and when it is over, not each time it is met.</summary>
internal sealed class Outage(FlowPart part, IFlowLog log)
{
    private int _isTold;

    public void Met(Exception error)
    {
        if (Interlocked.Exchange(ref _isTold, 1) == 0)
        {
            log.Failing(part, error);
        }
    }

    public void Over()
    {
        if (Volatile.Read(ref _isTold) == 1 && Interlocked.Exchange(ref _isTold, 0) == 1)
        {
            log.WorksAgain(part);
        }
    }
}
