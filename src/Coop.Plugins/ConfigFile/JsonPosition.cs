namespace Coop.Plugins.ConfigFile;

/// <summary>A place in a text file as editors count: both start at 1.</summary>
internal readonly record struct JsonPosition(int Line, int Column)
{
    public override string ToString() => $"line {Line}, column {Column}";
}
