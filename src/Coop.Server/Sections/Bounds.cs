using System.Globalization;

namespace Coop.Server.Sections;

/// <summary>Collects the values of a section that are out of bounds.</summary>
internal sealed class Bounds(string section)
{
    private readonly List<string> _mistakes = [];

    public IReadOnlyList<string> Mistakes => _mistakes;

    public Bounds Number(string name, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            _mistakes.Add(string.Create(CultureInfo.InvariantCulture, $"{section}__{name} is {value}: give a number from {least} to {most}."));
        }

        return this;
    }

    public Bounds Time(string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            _mistakes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{section}__{name} is {value:c}: give a time from {least:c} to {most:c}, such as 00:00:10 for ten seconds; a number without colons counts days."));
        }

        return this;
    }
}
