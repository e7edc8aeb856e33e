using System.Runtime.InteropServices;
using Coop.Integrations;

[assembly: CoopIntegration(typeof(Plugin.Native.NativePlugin))]

namespace Plugin.Native;

/// <summary>Measures with a native library of its own.</summary>
public sealed class NativePlugin : IIntegrationPlugin
{
    public IntegrationManifest Manifest { get; } = new()
    {
        Id = "NATIVE",
        Name = "A native library",
        Version = "1.0.0",
        RequiresConfig = false,
        SignalTypeIds = ["NATIVE_VERSION"],
    };

    public IReadOnlyList<ISignal> CreateSignals(IPluginContext context) => [new NativeVersion()];

    [DllImport("e_sqlite3")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern int sqlite3_libversion_number();

    private sealed class NativeVersion : ISignal
    {
        public SignalDescriptor Descriptor { get; } = new()
        {
            Id = "NATIVE_VERSION",
            DisplayName = "Native version",
            Description = "The version of the native library.",
            EligibleInputs = [SignalInputType.String],
            OutputType = SignalOutputType.Number,
        };

        public ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken) =>
            ValueTask.FromResult(SignalResult.Scored(sqlite3_libversion_number()));
    }
}
