using System.Text.Json;
using Coop.Integrations;

namespace Coop.Engine.Items;

/// <summary>A submitted item after its data was checked against its type. Immutable.</summary>
public sealed record Item
{
    private string? _contextId;
    private volatile bool _knowsContext;

    public required string Id { get; init; }

    public required ItemType Type { get; init; }

    /// <summary>The normalised data as a JSON object; members that are not in the schema are kept as they came.</summary>
    public required JsonElement Data { get; init; }

    /// <summary>Values by field name, only for fields that were provided. A container has one value for each element or map value; one provided empty has none.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<ScalarValue>> Values { get; init; }

    /// <summary>The value in the creatorId role, for content and threads.</summary>
    public ItemReference? Creator { get; init; }

    /// <summary>What it is part of. Looked for once, and only when a signal is run.</summary>
    internal string? ContextId
    {
        get
        {
            if (!_knowsContext)
            {
                _contextId = Items.ContextId.Of(this);
                _knowsContext = true;
            }

            return _contextId;
        }
    }
}
