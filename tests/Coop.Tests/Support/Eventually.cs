using System.Collections;
using System.Diagnostics;

namespace Coop.Tests.Support;

/// <summary>Waits for something that has no event to wait on. The limit is a guard against hanging, not a measurement.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(20);

    public static async Task<T> SeeAsync<T>(Func<Task<T>> look, Func<T, bool> isThere)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var seen = await look();
            if (isThere(seen))
            {
                return seen;
            }

            Assert.True(watch.Elapsed < Guard, $"It did not come to be. Last seen: {(seen is IEnumerable and not string ? string.Join(", ", ((IEnumerable)seen).Cast<object?>()) : seen)}");
            await Task.Delay(AskAgain, TestContext.Current.CancellationToken);
        }
    }

    public static Task SeeAsync(Func<bool> isThere) => SeeAsync(() => Task.FromResult(isThere()), seen => seen);
}
