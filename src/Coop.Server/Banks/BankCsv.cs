using System.Globalization;
using System.Text;
using System.Text.Json;
using Coop.Engine.Banks;
using Coop.Engine.Problems;
using Coop.Engine.Rules.Conditions;
using Coop.Integrations;
using Coop.Server.Api;

namespace Coop.Server.Banks;

/// <summary>A bank's entries as a CSV file: <c>value</c> for texts and patterns, the columns of <see cref="PlaceColumns"/> for places.</summary>
internal static class BankCsv
{
    public static readonly IReadOnlyList<string> PlaceColumns = ["id", "name", "latitude", "longitude", "radius_miles", "south", "west", "north", "east"];

    private const int NeededPlaceColumns = 5;
    private const string TextColumn = "value";

    private static readonly JsonSerializerOptions Json = Options();

    public static string Write(MatchingBank bank)
    {
        var text = new StringBuilder();
        CsvText.Write(text, bank.Type == BankType.Location ? PlaceColumns : [TextColumn]);
        foreach (var value in bank.Strings)
        {
            CsvText.Write(text, CsvText.Protected(value));
        }

        foreach (var place in bank.Locations)
        {
            var bounds = place.Bounds is { } b ? new double?[] { b.South, b.West, b.North, b.East } : new double?[4];
            CsvText.Write(text, [CsvText.Protected(place.Id), CsvText.Protected(place.Name ?? ""), .. new double?[] { place.Latitude, place.Longitude, place.RadiusMiles }.Concat(bounds).Select(Text)]);
        }

        return text.ToString();
    }

    /// <summary>Places alone, as somebody types them, with the problems of <see cref="Read"/>.</summary>
    public static Result<IReadOnlyList<LocationArea>> ReadPlaces(string text)
    {
        var read = Read(text, BankType.Location);
        // They were places a moment ago, so they are read without problems.
        return read.TryGet(out var draft)
            ? Result<IReadOnlyList<LocationArea>>.Of([.. draft.Locations!.Select(place => LocationJson.Read(place, "", [])!)])
            : Result<IReadOnlyList<LocationArea>>.Refused(read.Problems);
    }

    /// <summary>The entries, or the first problems at once; each names its line.</summary>
    public static Result<BankDraft> Read(string text, BankType type)
    {
        var problems = new List<(int Line, string Detail)>();
        var lines = new List<int>();
        var (strings, places) = (new List<string?>(), new List<JsonElement>());
        foreach (var (index, record) in CsvText.Read(text).Index().TakeWhile(_ => problems.Count < ToldProblems.Most))
        {
            if (record.Mistake is { } mistake)
            {
                problems.Add((record.Line, mistake));
            }
            else if (index == 0 && IsHeader(record.Values, type))
            {
                continue;
            }
            else if (type != BankType.Location)
            {
                if (record.Values is [var value])
                {
                    strings.Add(CsvText.Unprotected(value));
                    lines.Add(record.Line);
                }
                else
                {
                    problems.Add((record.Line, $"It has {record.Values.Count} columns instead of one. Put quotes around a value that holds a comma."));
                }
            }
            else if (Place(record, problems) is { } place)
            {
                places.Add(JsonSerializer.SerializeToElement(LocationView.Of(place), Json));
                lines.Add(record.Line);
            }
        }

        var draft = new BankDraft { Strings = type == BankType.Location ? null : strings, Locations = type == BankType.Location ? places : null };
        problems.AddRange(BankFeature.Check(type, draft).Select(problem => (LineOf(problem, lines), problem.Detail ?? problem.Title)));
        if (problems.Count == 0 && lines.Count == 0)
        {
            return InputProblems.Required("/file", "At least one entry in the file");
        }

        return problems.Count == 0
            ? draft
            : problems.OrderBy(problem => problem.Line).Take(ToldProblems.Most)
                .Select(problem => InputProblems.Invalid("/file", problem.Line == 0 ? problem.Detail : $"Line {problem.Line}: {problem.Detail}")).ToList();
    }

    public static JsonElement ToJson(LocationArea place) => JsonSerializer.SerializeToElement(LocationView.Of(place), Json);

    private static bool IsHeader(IReadOnlyList<string> values, BankType type) =>
        string.Equals(values[0].Trim(), type == BankType.Location ? PlaceColumns[0] : TextColumn, StringComparison.OrdinalIgnoreCase);

    private static LocationArea? Place(CsvText.CsvRecord record, List<(int Line, string Detail)> problems)
    {
        var (values, before) = (record.Values, problems.Count);
        if (values.Count < NeededPlaceColumns || values.Count > PlaceColumns.Count)
        {
            problems.Add((record.Line, $"It has {values.Count} columns. There must be {string.Join(", ", PlaceColumns.Take(NeededPlaceColumns))}, and for a rectangle {string.Join(", ", PlaceColumns.Skip(NeededPlaceColumns))}."));
            return null;
        }

        var numbers = values.Skip(2).Select((value, index) => Number(value, index + 2, record.Line, problems)).ToList();
        var corners = numbers.Skip(3).Where(number => number is not null).ToList();
        if (corners.Count is not (0 or 4) && problems.Count == before)
        {
            problems.Add((record.Line, "A rectangle needs all of south, west, north and east."));
        }

        return problems.Count > before
            ? null
            : new LocationArea(
                CsvText.Unprotected(values[0].Trim()), CsvText.Unprotected(values[1].Trim()) is { Length: > 0 } name ? name : null, numbers[0]!.Value, numbers[1]!.Value, numbers[2]!.Value,
                corners.Count == 4 ? new LocationBounds(corners[0]!.Value, corners[1]!.Value, corners[2]!.Value, corners[3]!.Value) : null);
    }

    private static double? Number(string value, int column, int line, List<(int Line, string Detail)> problems)
    {
        if (value.Trim().Length == 0 && column >= NeededPlaceColumns)
        {
            return null;
        }

        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return number;
        }

        problems.Add((line, $"The {PlaceColumns[column]} must be a number, not '{value}'."));
        return null;
    }

    /// <summary>0 for a problem of no line.</summary>
    private static int LineOf(Problem problem, List<int> lines) =>
        problem.Pointer?.Split('/') is [_, _, var index, ..] && int.TryParse(index, CultureInfo.InvariantCulture, out var at) && at < lines.Count ? lines[at] : 0;

    private static string Text(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static JsonSerializerOptions Options()
    {
        var json = new JsonSerializerOptions();
        JsonShape.Apply(json);
        return json;
    }
}
