using System.Text.RegularExpressions;

namespace Coop.Engine.Problems;

/// <summary>Collects everything that is wrong with a draft, so that a person corrects it once.</summary>
internal sealed class InputCheck
{
    private readonly List<Problem> _problems = [];

    public bool Failed => _problems.Count > 0;

    public void Add(Problem problem)
    {
        if (!_problems.AreEnough())
        {
            _problems.Add(problem);
        }
    }

    public void AddRange(IEnumerable<Problem> problems) => _problems.AddRange(problems.Take(ToldProblems.Most - _problems.Count));

    /// <summary>The first of them, as many as are told. Call only when <see cref="Failed"/>.</summary>
    public List<Problem> Problems => _problems;

    /// <summary>The trimmed text of one line; empty, with a problem, when it is missing. A problem, too, when it is too long or has characters nobody sees.</summary>
    public string Name(string? given, string pointer, string what, int most = 255)
    {
        var name = given?.Trim() ?? "";
        if (name.Length == 0)
        {
            Add(InputProblems.Required(pointer, what));
        }
        else if (name.Length > most)
        {
            Add(InputProblems.TooLong(pointer, what, most));
        }
        else if (!NameText.IsLegible(name))
        {
            Add(InputProblems.Invalid(pointer, $"{what} has a line break, a tab or another character that nobody sees. Write it without."));
        }

        return name;
    }

    /// <summary>Null when nothing was given; blank counts as nothing.</summary>
    public string? OptionalText(string? given, string pointer, string what, int most)
    {
        if (given?.Length > most)
        {
            Add(InputProblems.TooLong(pointer, what, most));
        }

        return string.IsNullOrWhiteSpace(given) ? null : given;
    }

    /// <summary>The value of a wire name; the default, with a problem, when it is missing or unknown.</summary>
    public TEnum OneOf<TEnum>(string? given, string pointer, string what)
        where TEnum : struct, Enum
    {
        if (given is null)
        {
            Add(InputProblems.Required(pointer, what));
            return default;
        }

        if (!WireNames.TryParse<TEnum>(given, out var value))
        {
            Add(InputProblems.NotOneOf(pointer, what, given, WireNames.All<TEnum>()));
        }

        return value;
    }

    public void Matches(string given, Regex pattern, string pointer, string detail)
    {
        if (given.Length > 0 && !pattern.IsMatch(given))
        {
            Add(InputProblems.Invalid(pointer, detail));
        }
    }

    public static bool IsHttpUrl(string? given) =>
        Uri.TryCreate(given, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url.Host.Length > 0;
}
