using Coop.Engine;

namespace Coop.Tests.Support;

internal static class SayingsToTheirEnd
{
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(3);

    /// <summary>All that was noted has been said: that is done on another thread, in order.</summary>
    public static Task AllSaidAsync<TLog>(this Sayings<TLog> sayings)
    {
        var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        sayings.Say(_ => last.SetResult());
        return last.Task.WaitAsync(Guard, TestContext.Current.CancellationToken);
    }
}
