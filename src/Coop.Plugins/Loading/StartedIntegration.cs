using Coop.Engine.Integrations;
using Coop.Integrations;

namespace Coop.Plugins.Loading;

/// <summary>An integration whose code runs, in whatever runtime. What the author handed over is copied, so that it cannot change any more.</summary>
/// <param name="WorkFolder">A folder of its own, deleted when it is stopped.</param>
/// <param name="Signals">Null when they were not created because the static config was refused.</param>
internal sealed record StartedIntegration(
    IReadOnlyList<StartedSignal>? Signals, IConnectionTest? ConnectionTest, IConfigValidator? ConfigValidator, IRunningPlugin Running, string WorkFolder);

/// <param name="Signal">The author's object, or a proxy of it.</param>
/// <param name="Descriptor">A copy.</param>
/// <param name="MaxBatchSize">How many inputs one call takes; 1 for a signal without batches.</param>
internal sealed record StartedSignal(ISignal Signal, SignalDescriptor Descriptor, int MaxBatchSize);

/// <summary>The running code of one integration. Disposing it stops the code and takes everything of it back out.</summary>
internal interface IRunningPlugin : IAsyncDisposable
{
    /// <summary>Opens the host to it. Before, and after disposal, it can read no organisation's configuration: its id may be somebody else's.</summary>
    void Admit();

    /// <summary>True when stopping it frees everything it holds, whoever still calls it.</summary>
    bool FreesAtOnce => false;

    /// <summary>What keeps it from serving for now; null while it serves.</summary>
    IntegrationProblem? Trouble => null;

    /// <summary>Raised after <see cref="Trouble"/> changed. Subscribers return at once.</summary>
    event Action? TroubleChanged
    {
        add { }
        remove { }
    }
}
