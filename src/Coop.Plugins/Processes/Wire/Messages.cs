using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coop.Plugins.Processes.Wire;

/// <summary>The version of docs/protocol.md that this host speaks.</summary>
internal static class Protocol
{
    public const string Version = "1.0";

    public const int MaxMessageBytes = 4 * 1024 * 1024;

    /// <summary>Whether the other side's version has our major version.</summary>
    public static bool Matches(string? other) => other is not null && other.Split('.')[0] == Version.Split('.')[0];
}

internal sealed record HelloParams(string? Token, string? ProtocolVersion, WireRuntime? Runtime);

internal sealed record WireRuntime(string? Name, string? Version);

internal sealed record InitializeParams(
    string ProtocolVersion, string ContractVersion, string? IntegrationId, WirePackage Package, JsonElement Config, WireLimits Limits);

/// <param name="Directory">Absolute, links resolved.</param>
internal sealed record WirePackage(string Name, string Directory);

internal sealed record WireLimits(long StartTimeoutMs, long CallTimeoutMs, int MaxMessageBytes);

/// <param name="Manifest">As the plugin has it, unchecked; JSON null when there is none.</param>
internal sealed record InitializeResult(
    string? ProtocolVersion,
    WireRuntime? Runtime,
    JsonElement Manifest,
    IReadOnlyList<WireSignal>? Signals,
    WireCapabilities? Capabilities,
    IReadOnlyList<WireProblem>? Problems)
{
    /// <summary>Whether a process that was started again is the integration it was: then what was registered of it still holds.</summary>
    public bool IsLike(InitializeResult? other) =>
        other is not null && (Problems ?? []).Count == 0 && IdOf(Manifest) == IdOf(other.Manifest)
        && (Signals ?? []).Select(signal => signal.SignalTypeId).SequenceEqual((other.Signals ?? []).Select(signal => signal.SignalTypeId));

    private static string? IdOf(JsonElement manifest) =>
        manifest.ValueKind == JsonValueKind.Object && manifest.TryGetProperty("id", out var id) ? id.ToString() : null;
}

internal sealed record WireSignal(string? SignalTypeId, JsonElement Descriptor);

internal sealed record WireCapabilities(bool ConnectionTest, bool ConfigValidator);

internal sealed record WireProblem(string? Code, string? Message, string? Path);

internal sealed record CancelParams(long Id);

internal sealed record OrgParams(string? OrgId);

internal sealed record SignalOrgParams(string SignalId, string OrgId);

internal sealed record ConfigParams(JsonElement Config);

internal sealed record AvailabilityResult(bool Disabled, string? DisabledMessage);

internal sealed record SubcategoriesResult(JsonElement Subcategories);

internal sealed record ValidateResult(IReadOnlyList<WireConfigError>? Errors);

internal sealed record WireConfigError(string? Key, string? Message);

internal sealed record TestStepParams(long Id, string? Stage, bool Passed, string? Message);

internal sealed record LogParams(string? Level, string? Message);

internal sealed record NoParams;

/// <summary>The <c>error</c> member of an answer.</summary>
internal sealed record WireError(int Code, string? Message, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Data = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(HelloParams))]
[JsonSerializable(typeof(InitializeParams))]
[JsonSerializable(typeof(InitializeResult))]
[JsonSerializable(typeof(CancelParams))]
[JsonSerializable(typeof(OrgParams))]
[JsonSerializable(typeof(SignalOrgParams))]
[JsonSerializable(typeof(ConfigParams))]
[JsonSerializable(typeof(AvailabilityResult))]
[JsonSerializable(typeof(SubcategoriesResult))]
[JsonSerializable(typeof(ValidateResult))]
[JsonSerializable(typeof(TestStepParams))]
[JsonSerializable(typeof(LogParams))]
[JsonSerializable(typeof(NoParams))]
[JsonSerializable(typeof(WireError))]
internal sealed partial class WireJson : JsonSerializerContext;
