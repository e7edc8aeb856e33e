using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Coop.Integrations;

/// <summary>
/// Optional, beside <see cref="IIntegrationPlugin"/>: receives the entry's <c>config</c> as JSON, before
/// <see cref="IIntegrationPlugin.CreateSignals"/>. Prefer the typed <see cref="IStaticConfig{TConfig}"/>.
/// </summary>
public interface IStaticConfig
{
    /// <summary>Binds and validates the entry's <c>config</c>. Called once.</summary>
    /// <param name="config">A JSON object, empty when the entry has no <c>config</c>.</param>
    /// <returns>Every problem found; empty when all is well. Any problem puts the integration into the state <c>Invalid</c>.</returns>
    IReadOnlyList<ConfigError> UseConfig(JsonElement config);
}

/// <summary>Optional, beside <see cref="IIntegrationPlugin"/>: receives the entry's <c>config</c> bound to the author's own type.</summary>
/// <typeparam name="TConfig">The author's type.</typeparam>
public interface IStaticConfig<TConfig> : IStaticConfig
    where TConfig : class
{
    /// <summary>
    /// How to read <typeparamref name="TConfig"/>: the property of a source-generated <c>JsonSerializerContext</c>. Source generation keeps
    /// reflection caches from pinning the integration in memory after it is disabled.
    /// </summary>
    JsonTypeInfo<TConfig> ConfigTypeInfo { get; }

    /// <summary>Validates and keeps the bound configuration. Called once, before <see cref="IIntegrationPlugin.CreateSignals"/>.</summary>
    /// <param name="config">The bound value.</param>
    /// <returns>Every problem found, with the key of the member it is about; empty when all is well.</returns>
    IReadOnlyList<ConfigError> UseConfig(TConfig config);

    /// <inheritdoc/>
    IReadOnlyList<ConfigError> IStaticConfig.UseConfig(JsonElement config)
    {
        try
        {
            return config.Deserialize(ConfigTypeInfo) is { } bound
                ? UseConfig(bound)
                : [new ConfigError("", "The configuration must be a JSON object.")];
        }
        catch (JsonException e)
        {
            // The message ends with a path and a line that count from the start of this element, which nobody can see.
            var message = e.Message.Split(" Path: ", 2)[0];
            return [new ConfigError((e.Path ?? "$").TrimStart('$').TrimStart('.'), message)];
        }
    }
}
