using System.Buffers;
using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Coop.Engine.Problems;
using Coop.Integrations;

namespace Coop.Engine.Items;

/// <summary>Submitted data to an item, and an item back from its stored data.</summary>
public static class ItemNormalization
{
    /// <summary>In UTF-8: whatever it is written in, it fits into the address under which its decisions are asked for.</summary>
    private const int MostIdBytes = 1024;

    private static readonly JsonWriterOptions Options = JsonText.WriterOptions with { SkipValidation = true };

    /// <summary>Checks and normalises. Every field that is wrong has its problem; problems have no pointer.</summary>
    /// <param name="itemTypeIds">The organisation's item types, for references to users and items.</param>
    public static Result<Item> Normalize(ItemDraft draft, IReadOnlySet<string> itemTypeIds)
    {
        var problems = new List<Problem>();
        if (string.IsNullOrEmpty(draft.Id))
        {
            problems.Add(ItemProblems.IdRequired());
        }
        else if (Encoding.UTF8.GetByteCount(draft.Id) is > MostIdBytes and var bytes)
        {
            problems.Add(ItemProblems.IdTooLong(bytes, MostIdBytes));
        }

        if (!TryReadMembers(draft.Data, problems, out var members))
        {
            return problems;
        }

        var outcomes = new Dictionary<string, FieldCoercion.Outcome>(StringComparer.Ordinal);
        foreach (var field in draft.Type.Fields)
        {
            var isGiven = members.TryGetValue(field.Name, out var json) && json.ValueKind != JsonValueKind.Null;
            var outcome = isGiven ? FieldCoercion.Coerce(field, json, itemTypeIds) : default;
            if (outcome.Hint is { } hint)
            {
                problems.Add(ItemProblems.FieldInvalid(field.Name, json, hint));
            }
            else if (outcome.Values is not null)
            {
                outcomes.Add(field.Name, outcome);
            }
            else if (field.Required && draft.Variant == SchemaVariant.Original)
            {
                problems.Add(ItemProblems.FieldRequired(field.Name));
            }
        }

        AddRoleProblems(draft.Type, outcomes, problems);
        if (problems.Count > 0)
        {
            return problems;
        }

        var values = outcomes.ToFrozenDictionary(p => p.Key, p => p.Value.Values!, StringComparer.Ordinal);
        return new Item { Id = draft.Id, Type = draft.Type, Data = Write(draft.Type, members, outcomes), Values = values, Creator = CreatorOf(draft.Type, values) };
    }

    /// <summary>
    /// The item that <see cref="Normalize"/> made, from its stored data. Nothing is checked again; where the type was changed meanwhile, values
    /// that no longer fit it are passed over.
    /// </summary>
    public static Item Restore(string itemId, ItemType type, JsonElement normalizedData)
    {
        var values = new Dictionary<string, IReadOnlyList<ScalarValue>>(type.Fields.Count, StringComparer.Ordinal);
        foreach (var field in type.Fields)
        {
            if (normalizedData.TryGetProperty(field.Name, out var json) && Read(field, json) is { } read)
            {
                values.Add(field.Name, read);
            }
        }

        return new Item { Id = itemId, Type = type, Data = normalizedData, Values = values, Creator = CreatorOf(type, values) };
    }

    private static bool TryReadMembers(JsonElement data, List<Problem> problems, out OrderedDictionary<string, JsonElement> members)
    {
        members = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        if (data.ValueKind != JsonValueKind.Object)
        {
            problems.Add(ItemProblems.DataNotObject());
            return false;
        }

        foreach (var member in data.EnumerateObject())
        {
            try
            {
                members[member.Name] = member.Value;
            }
            catch (InvalidOperationException)
            {
                // The name holds half a surrogate pair.
                problems.Add(ItemProblems.NameUnreadable());
                return false;
            }
        }

        return true;
    }

    private static void AddRoleProblems(ItemType type, Dictionary<string, FieldCoercion.Outcome> outcomes, List<Problem> problems)
    {
        var roles = type.Roles;
        if (roles.ParentId is { } parent && Has(parent))
        {
            Need("parentId", parent, "threadId", roles.ThreadId);
            Need("parentId", parent, "createdAt", roles.CreatedAt);
        }
        else if (roles.ThreadId is { } thread && Has(thread))
        {
            Need("threadId", thread, "createdAt", roles.CreatedAt);
        }

        bool Has(string? field) => field is not null && outcomes.ContainsKey(field);

        void Need(string role, string field, string otherRole, string? otherField)
        {
            if (!Has(otherField))
            {
                problems.Add(ItemProblems.RoleIncomplete(role, field, otherRole));
            }
        }
    }

    private static JsonElement Write(ItemType type, OrderedDictionary<string, JsonElement> members, Dictionary<string, FieldCoercion.Outcome> outcomes)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            foreach (var (name, json) in members)
            {
                if (outcomes.TryGetValue(name, out var outcome))
                {
                    writer.WritePropertyName(name);
                    FieldCoercion.Write(writer, type.Field(name)!, outcome);
                }
                else if (type.Field(name) is null)
                {
                    writer.WritePropertyName(name);
                    writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(json), skipInputValidation: true);
                }
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static List<ScalarValue>? Read(ItemField field, JsonElement json)
    {
        IEnumerable<JsonElement>? elements = (field.Container, json.ValueKind) switch
        {
            (null, _) => [json],
            (ContainerType.Array, JsonValueKind.Array) => json.EnumerateArray(),
            (ContainerType.Map, JsonValueKind.Object) => json.EnumerateObject().Select(member => member.Value),
            _ => null,
        };
        if (elements is null)
        {
            return null;
        }

        var values = new List<ScalarValue>();
        foreach (var element in elements)
        {
            if (!NormalizedValue.TryRead(field.Type, element, out var value))
            {
                return null;
            }

            values.Add(value);
        }

        return values;
    }

    private static ItemReference? CreatorOf(ItemType type, IReadOnlyDictionary<string, IReadOnlyList<ScalarValue>> values) =>
        type.Kind != ItemTypeKind.User && type.Roles.CreatorId is { } field
            && values.TryGetValue(field, out var found) && found is [{ Type: ScalarType.RelatedItem or ScalarType.UserId } creator]
            ? new ItemReference(creator.AsReference().Id, creator.AsReference().TypeId)
            : null;
}
