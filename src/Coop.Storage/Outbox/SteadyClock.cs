namespace Coop.Storage.Outbox;

/// <summary>The wall clock as it was when the process began, going on steadily: somebody may set the clock of the machine, and no webhook comes sooner or later for it.</summary>
internal sealed class SteadyClock(TimeProvider time)
{
    private readonly DateTimeOffset _began = time.GetUtcNow();
    private readonly long _stamp = time.GetTimestamp();

    public DateTimeOffset Now => _began + time.GetElapsedTime(_stamp);
}
