namespace Coop.Engine.Signals;

/// <summary>For an item that is tried alone: who wants to be told which integration's code is about to run.</summary>
internal static class Naming
{
    private static readonly AsyncLocal<Func<string, CancellationToken, ValueTask>?> Told = new();
    private static int _trying;

    /// <summary>Null but for the few items that are tried alone; asking costs next to nothing while there are none.</summary>
    public static Func<string, CancellationToken, ValueTask>? Current => Volatile.Read(ref _trying) == 0 ? null : Told.Value;

    public static string Of(CatalogueSignal signal) => $"{signal.IntegrationTitle} ({signal.Descriptor.Id})";

    /// <summary>Whatever runs for this item, on whichever thread, has its integrations named.</summary>
    public static async Task DuringAsync(Func<string, CancellationToken, ValueTask> told, Func<Task> run)
    {
        Interlocked.Increment(ref _trying);
        Told.Value = told;
        try
        {
            await run().ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _trying);
        }
    }
}
