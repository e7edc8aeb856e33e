using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Coop.Integrations;
using Microsoft.Extensions.Logging;

[assembly: CoopIntegration(typeof(Plugin.Conformance.ConformancePlugin))]

namespace Plugin.Conformance;

/// <summary>The twin of tests/plugins/node-conformance: whoever runs either sees the same.</summary>
public sealed partial class ConformancePlugin : IIntegrationPlugin, IStaticConfig, IConnectionTest, IConfigValidator
{
    private static readonly TaskCompletionSource Gathered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static int _inside;
    private static int _cancelled;

    private string _greeting = "";

    public IntegrationManifest Manifest => ConformanceManifest.Of([.. Signals(null!).Select(signal => signal.Descriptor.Id)]);

    public IReadOnlyList<ConfigError> UseConfig(JsonElement config)
    {
        _greeting = config.TryGetProperty("greeting", out var greeting) ? greeting.GetString()! : "";
        return config.TryGetProperty("level", out var level) && level.GetInt32() > 9 ? [new ConfigError("level", "The level goes up to 9.")] : [];
    }

    public IReadOnlyList<ISignal> CreateSignals(IPluginContext context) => Signals(context);

    public async IAsyncEnumerable<ConnectionTestStep> TestConnectionAsync(OrgConfig config, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new(ConnectionTestStage.Reach, true, "Answered.");
        await Task.Yield();
        yield return new(ConnectionTestStage.Authenticate, config.GetString("apiKey") == "good", config.GetString("apiKey") == "good" ? "Accepted." : "Refused.");
        if (config.GetString("apiKey") == "throws")
        {
            throw new InvalidOperationException("the vendor hung up");
        }
    }

    public ValueTask<IReadOnlyList<ConfigError>> ValidateAsync(OrgConfig config, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ConfigError>>(config.GetNumber("from") > config.GetNumber("to") ? [new("to", "The end comes before the start.")] : []);

    private IReadOnlyList<ISignal> Signals(IPluginContext context) =>
    [
        new FullSignal(),
        new AnySignal("CONF_PLAIN", SignalOutputType.Boolean, (_, _) => new(SignalResult.Scored(true))),
        new AnySignal("CONF_ECHO", SignalOutputType.Text, (input, _) => new(SignalResult.Scored(Echo.Of(input)))),
        new AnySignal("CONF_BOOLEAN", SignalOutputType.Boolean, (input, _) => new(SignalResult.Scored(TextOf(input) == "true"))),
        new AnySignal("CONF_NUMBER", SignalOutputType.Number, (input, _) => new(SignalResult.Scored(double.Parse(TextOf(input), CultureInfo.InvariantCulture)))),
        new AnySignal("CONF_TEXT", SignalOutputType.Text, (input, _) => new(SignalResult.Scored(TextOf(input), "what matched", "in one sentence"))),
        new AnySignal("CONF_ENUM", SignalOutputType.Enum(true, "LOW", "MEDIUM", "HIGH"), (input, _) => new(SignalResult.Scored(TextOf(input)))),
        new AnySignal("CONF_NOT_APPLICABLE", SignalOutputType.Boolean, (_, _) => new(SignalResult.NotApplicable("Too short to judge."))),
        new AnySignal("CONF_FAIL", SignalOutputType.Number, FailAsync),
        new AnySignal("CONF_WAIT", SignalOutputType.Boolean, WaitAsync),
        new AnySignal("CONF_CANCELLED", SignalOutputType.Number, (_, _) => new(SignalResult.Scored((double)Volatile.Read(ref _cancelled)))),
        new AnySignal("CONF_GATHER", SignalOutputType.Boolean, GatherAsync),
        new AnySignal("CONF_CONFIG", SignalOutputType.Text, async (input, token) =>
            SignalResult.Scored((await context.GetConfigAsync(input.OrgId, token)).GetString("greeting") ?? "(nothing saved)")),
        new AnySignal("CONF_STATIC", SignalOutputType.Text, (_, _) => new(SignalResult.Scored(_greeting))),
        new AnySignal("CONF_LOG", SignalOutputType.Boolean, (input, _) =>
        {
            var text = TextOf(input);
            Said(context.Logger, text);
            return new(SignalResult.Scored(true));
        }),
        new LeakingSignal(context),
        new AvailabilitySignal(),
        new ChoosingSignal(),
        new BatchSignal(),
    ];

    private static ValueTask<SignalResult> FailAsync(SignalInput input, CancellationToken cancellationToken) => TextOf(input) switch
    {
        "unavailable" => throw new SignalException(SignalErrorKind.Unavailable, "The vendor is out.", TimeSpan.FromMilliseconds(1500)),
        "badCredential" => throw new SignalException(SignalErrorKind.BadCredential, "The key is wrong."),
        "outOfScope" => throw new SignalException(SignalErrorKind.OutOfScope, "The value is too large."),
        "permanent" => throw new SignalException(SignalErrorKind.Permanent, "This will never work."),
        "throws" => throw new InvalidOperationException("boom"),
        "hangs" => new(new TaskCompletionSource<SignalResult>().Task),
        "nan" => new(SignalResult.Scored(double.NaN)),
        "null" => new(default(SignalResult)),
        "wrongType" => new(SignalResult.Scored("text")),
        _ => new(SignalResult.Scored(1)),
    };

    private static async ValueTask<SignalResult> WaitAsync(SignalInput input, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            Interlocked.Increment(ref _cancelled);
        }

        return SignalResult.Scored(true);
    }

    private static async ValueTask<SignalResult> GatherAsync(SignalInput input, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _inside) == int.Parse(TextOf(input), CultureInfo.InvariantCulture))
        {
            Gathered.SetResult();
        }

        await Gathered.Task;
        return SignalResult.Scored(true);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Text}")]
    private static partial void Said(ILogger logger, string text);

    private static string TextOf(SignalInput input) => input.Value!.Value.AsText();
}
