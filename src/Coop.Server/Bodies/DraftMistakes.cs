using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Coop.Engine.Problems;
using Coop.Server.Errors;

namespace Coop.Server.Bodies;

/// <summary>
/// Why JSON is not what is wanted, member by member: what the serializer would take is read off its own description of the type, and not off the text of its
/// exceptions, which tell the first mistake only and may read otherwise in the next version.
/// </summary>
internal sealed class DraftMistakes
{
    private readonly JsonSerializerOptions _options;
    private readonly List<Problem> _found = [];

    private bool IsFull => _found.AreEnough();

    private DraftMistakes(JsonSerializerOptions options) => _options = options;

    /// <summary>At least one: whatever the serializer refused is wrong somehow.</summary>
    public static List<Problem> In<T>(ReadOnlySpan<byte> json, JsonSerializerOptions options)
    {
        var mistakes = new DraftMistakes(options);
        try
        {
            mistakes.Look(JsonElement.Parse(json), typeof(T), "");
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair in a name: no pointer could name it.
            mistakes._found.Add(HttpProblems.NameIsNoText);
        }

        return mistakes._found is [] ? [HttpProblems.WrongForm("", Wanted(typeof(T), options))] : mistakes._found;
    }

    /// <summary>What a value of this type is in JSON.</summary>
    public static string Wanted(Type type, JsonSerializerOptions options) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        _ when (Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset) => "a date and time, such as 2026-01-31T12:00:00Z",
        TypeCode.String => "text",
        TypeCode.Boolean => "true or false",
        TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 => "a whole number",
        TypeCode.Double or TypeCode.Decimal => "a number",
        _ => options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Enumerable ? "a list" : "an object",
    };

    private void Look(JsonElement json, Type type, string at)
    {
        if (IsFull || (json.ValueKind == JsonValueKind.Null && at.Length > 0 && (!type.IsValueType || Nullable.GetUnderlyingType(type) is not null)))
        {
            return;
        }

        var wanted = _options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        switch (wanted.Kind)
        {
            case JsonTypeInfoKind.Object when json.ValueKind == JsonValueKind.Object:
                LookAtMembers(json, wanted, at);
                break;
            case JsonTypeInfoKind.Dictionary when json.ValueKind == JsonValueKind.Object:
                foreach (var member in json.EnumerateObject().TakeWhile(_ => !IsFull))
                {
                    Look(member.Value, wanted.ElementType!, JsonPointer.Member(at, member.Name));
                }

                break;
            case JsonTypeInfoKind.Enumerable when json.ValueKind == JsonValueKind.Array:
                foreach (var (i, element) in json.EnumerateArray().Index().TakeWhile(_ => !IsFull))
                {
                    LookAtElement(element, wanted.ElementType!, JsonPointer.Element(at, i));
                }

                break;
            case JsonTypeInfoKind.None:
                LookAtValue(json, wanted, at);
                break;
            default:
                _found.Add(HttpProblems.WrongForm(at, Wanted(type, _options)));
                break;
        }
    }

    private void LookAtMembers(JsonElement json, JsonTypeInfo wanted, string at)
    {
        var seen = new HashSet<string>(_options.PropertyNameCaseInsensitive ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject().TakeWhile(_ => !IsFull))
        {
            var pointer = JsonPointer.Member(at, member.Name);
            if (!seen.Add(member.Name))
            {
                _found.Add(HttpProblems.Repeated(new RepeatedMember(pointer, member.Name)));
            }
            else if (wanted.Properties.FirstOrDefault(property => seen.Comparer.Equals(property.Name, member.Name)) is { } known)
            {
                Look(member.Value, known.PropertyType, pointer);
            }
            else if (wanted.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow)
            {
                _found.Add(HttpProblems.UnknownMember(pointer, member.Name, [.. wanted.Properties.Select(property => property.Name)]));
            }
        }
    }

    private void LookAtElement(JsonElement element, Type type, string at)
    {
        if (element.ValueKind == JsonValueKind.Null && !type.IsValueType)
        {
            _found.Add(HttpProblems.NullInList(at));
        }
        else
        {
            Look(element, type, at);
        }
    }

    /// <summary>What is read as a whole is tried.</summary>
    private void LookAtValue(JsonElement json, JsonTypeInfo wanted, string at)
    {
        try
        {
            json.Deserialize(wanted);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            _found.Add(KeepableJson.Mistake(json) is { } unkeepable ? HttpProblems.Unkeepable(at, unkeepable)
                : RepeatedMember.In(json, at) is { } repeated ? HttpProblems.Repeated(repeated)
                : HttpProblems.WrongForm(at, Wanted(wanted.Type, _options)));
        }
    }
}
