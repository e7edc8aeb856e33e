namespace Coop.Engine.Signals.Guard;

/// <summary>Where the threads for authors' code come from.</summary>
/// <param name="Pool">For code that was seen to give them back.</param>
/// <param name="Own">Begins a thread for each call.</param>
internal sealed record AuthorThreads(TaskScheduler Pool, TaskScheduler Own)
{
    public static AuthorThreads OfSystem { get; } = new(TaskScheduler.Default, TaskScheduler.Default);
}
