namespace Coop.Integrations;

/// <summary>
/// What an integration package offers. The host creates one instance at start and keeps it until the integration is
/// disabled, reloaded or the host stops; if the instance is <see cref="IDisposable"/> or <see cref="IAsyncDisposable"/> it is disposed then.
/// </summary>
/// <remarks>
/// An exception from the constructor, from <see cref="Manifest"/> or from <see cref="CreateSignals"/> puts this integration, and no
/// other, into the state <c>Faulted</c> with the exception's message as its reason. All three together must finish within the start
/// time limit (10 seconds unless the adopter's entry says otherwise).
/// </remarks>
public interface IIntegrationPlugin
{
    /// <summary>What the integration is. Read once, before <see cref="CreateSignals"/>; must not be null.</summary>
    IntegrationManifest Manifest { get; }

    /// <summary>
    /// Creates the signals, one object for each id in <see cref="IntegrationManifest.SignalTypeIds"/>. Called once.
    /// An integration without signals need not implement it.
    /// </summary>
    /// <param name="context">The host, as this integration may see it. Valid for the life of the plugin.</param>
    /// <returns>The signals; never null, no element null.</returns>
    IReadOnlyList<ISignal> CreateSignals(IPluginContext context) => [];
}
