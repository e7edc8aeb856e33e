using System.Text.Json;
using Coop.Engine.Problems;

namespace Coop.Engine.Submissions;

/// <summary>
/// Reads an item in either of its forms: <c>{ id, data, typeId, typeVersion?, typeSchemaVariant? }</c> or
/// <c>{ id, data, type: { id, version?, schemaVariant? } }</c>. Every mistake is reported.
/// </summary>
internal sealed class RawItemReader
{
    private readonly List<Problem> _problems = [];

    public static Result<RawItem> Read(JsonElement json) => new RawItemReader().Item(json);

    private Result<RawItem> Item(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return SubmissionProblems.ItemNotAnObject;
        }

        var id = Text(json, "id", "id", required: true);
        if (!json.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object)
        {
            _problems.Add(SubmissionProblems.Data);
        }

        var (typeId, version, isPartial) = json.TryGetProperty("type", out var type)
            ? NestedType(json, type)
            : (Text(json, "typeId", "typeId", required: true), Text(json, "typeVersion", "typeVersion"), IsPartial(json, "typeSchemaVariant", "typeSchemaVariant"));
        return _problems.Count > 0 ? _problems : new RawItem(id!, data, typeId!, version, isPartial);
    }

    private (string? Id, string? Version, bool IsPartial) NestedType(JsonElement item, JsonElement type)
    {
        if (item.TryGetProperty("typeId", out _) || item.TryGetProperty("typeVersion", out _) || item.TryGetProperty("typeSchemaVariant", out _))
        {
            _problems.Add(SubmissionProblems.TypeTwice);
            return default;
        }

        if (type.ValueKind != JsonValueKind.Object)
        {
            _problems.Add(SubmissionProblems.Type);
            return default;
        }

        return (Text(type, "id", "type.id", required: true), Text(type, "version", "type.version"), IsPartial(type, "schemaVariant", "type.schemaVariant"));
    }

    private string? Text(JsonElement json, string member, string shown, bool required = false)
    {
        var given = json.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null;
        var text = "";
        if (given && JsonText.TryGetText(value, out text) && text.Length > 0)
        {
            return text;
        }

        if (given && value.ValueKind == JsonValueKind.String && text.Length == 0 && !value.ValueEquals(""))
        {
            _problems.Add(SubmissionProblems.HalfText(shown));
        }
        else if (required || given)
        {
            _problems.Add(required ? SubmissionProblems.Required(shown) : SubmissionProblems.Text(shown));
        }

        return null;
    }

    private bool IsPartial(JsonElement json, string member, string shown)
    {
        if (!json.TryGetProperty(member, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return false;
        }

        if (value.ValueKind != JsonValueKind.String || !(value.ValueEquals("original") || value.ValueEquals("partial")))
        {
            _problems.Add(SubmissionProblems.SchemaVariant(shown));
            return false;
        }

        return value.ValueEquals("partial");
    }
}
