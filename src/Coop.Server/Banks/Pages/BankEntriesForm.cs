using System.Globalization;
using Coop.Engine.Banks;
using Coop.Engine.Problems;

namespace Coop.Server.Banks.Pages;

/// <summary>Entries to be added to a bank, as typed, one a line.</summary>
internal sealed class BankEntriesForm
{
    public string Typed { get; set; } = "";

    public Result<BankDraft> Read(BankType type)
    {
        var read = type == BankType.Location ? BankCsv.Read(Typed, BankType.Location) : Texts(type);
        return read.TryGet(out _) ? read : Result<BankDraft>.Refused([.. read.Problems.Select(problem => problem with { Pointer = "/added" })]);
    }

    private Result<BankDraft> Texts(BankType type)
    {
        var lines = Typed.Split('\n').Select((text, index) => (Text: text.Trim(), Line: index + 1)).Where(line => line.Text.Length > 0).ToList();
        if (lines.Count == 0)
        {
            return InputProblems.Required("/added", "At least one entry");
        }

        var draft = new BankDraft { Strings = [.. lines.Select(line => line.Text)] };
        var mistakes = BankFeature.Check(type, draft);
        return mistakes.Count == 0
            ? draft
            : mistakes.Select(mistake => int.TryParse(mistake.Pointer?.Split('/')[^1], CultureInfo.InvariantCulture, out var at) ? mistake with { Detail = $"Line {lines[at].Line}: {mistake.Detail}" } : mistake).ToList();
    }
}
