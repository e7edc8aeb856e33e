using System.Collections.Concurrent;

namespace Coop.Plugins.Processes.Children;

/// <summary>
/// The one thread that starts children. The kernel ends a child when the <i>thread</i> that started it ends, so it must be one that lives as long as the host.
/// </summary>
internal static class StarterThread
{
    private static readonly BlockingCollection<Action> Work = [];

    static StarterThread() => new Thread(() =>
    {
        foreach (var work in Work.GetConsumingEnumerable())
        {
            work();
        }
    })
    {
        IsBackground = true,
        Name = "start processes",
    }.UnsafeStart();

    public static Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return done.Task;
    }
}
