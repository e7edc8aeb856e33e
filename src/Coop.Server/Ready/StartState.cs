namespace Coop.Server.Ready;

/// <summary>Whether all that belongs to the start is done. The server listens before that, because a part of it, such as the demo's, goes through its own door.</summary>
internal sealed class StartState
{
    private volatile bool _isDone;

    public bool IsDone => _isDone;

    public void Done() => _isDone = true;
}
