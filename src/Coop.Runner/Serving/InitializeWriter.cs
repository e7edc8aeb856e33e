using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Plugins.Loading;
using Coop.Plugins.Processes.Wire;
using Coop.Runner.Wire;

namespace Coop.Runner.Serving;

/// <summary>The answer to <c>initialize</c>: what the integration is, and everything wrong with it that only this side can see.</summary>
internal static class InitializeWriter
{
    public static void Write(Utf8JsonWriter json, LoadAttempt attempt, LoadedIntegration loaded)
    {
        json.WriteStartObject();
        json.WriteString("protocolVersion", Protocol.Version);
        json.WriteStartObject("runtime");
        json.WriteString("name", RunnerListener.Runtime.Name);
        json.WriteString("version", RunnerListener.Runtime.Version);
        json.WriteEndObject();
        json.WritePropertyName("manifest");
        if (attempt.Manifest is { } manifest)
        {
            ManifestWriter.Write(json, manifest);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteStartArray("signals");
        foreach (var (signal, descriptor, _) in loaded.Signals)
        {
            json.WriteStartObject();
            json.WriteString("signalTypeId", descriptor.Id);
            json.WritePropertyName("descriptor");
            DescriptorWriter.Write(json, signal, descriptor, attempt.Manifest?.Id ?? "");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("capabilities");
        json.WriteBoolean("connectionTest", loaded.ConnectionTest is not null);
        json.WriteBoolean("configValidator", loaded.ConfigValidator is not null);
        json.WriteEndObject();
        json.WriteStartArray("problems");
        foreach (var problem in attempt.Problems)
        {
            json.WriteStartObject();
            // Where the entry stands in its file only the host knows: it tells the place, and the runner what the author said.
            var isConfig = problem.Code == IntegrationCodes.ConfigRefused.Name;
            json.WriteString("code", isConfig ? "entry.config" : problem.Code);
            json.WriteString("message", isConfig ? problem.AuthorsWords : problem.Message);
            json.WriteString("path", problem.Path?.TrimStart('.'));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
