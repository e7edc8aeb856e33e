using System.Text.RegularExpressions;
using Coop.Engine.Banks.Patterns;

namespace Coop.Integration.Text.Patterns;

/// <summary>A pattern's expression, as long as it is in memory.</summary>
/// <param name="share">Of the list that wanted it first.</param>
internal sealed class CompiledPattern(string source, PatternShare share)
{
    /// <summary>Of what is allocated while an expression is made, this part stays with it, at most.</summary>
    private const double Stays = 0.7;

    private volatile Regex? _regex;
    private volatile bool _wasTried;

    public string Source => source;

    public PatternShare Share => share;

    /// <summary>Null before it was made, and after it was given up.</summary>
    public Regex? Regex => _regex;

    /// <summary>Since somebody last looked whether it was.</summary>
    public bool WasTried
    {
        get => _wasTried;
        set => _wasTried = value;
    }

    /// <summary>What it takes in memory. Written, as what follows, under the lock of <see cref="CompiledPatterns"/>.</summary>
    public long Bytes { get; set; }

    public bool IsKept { get; set; }

    /// <returns>What it takes, about.</returns>
    /// <exception cref="PatternRefusedException">It cannot be used.</exception>
    public long Make()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        _regex = JavaScriptPattern.Compile(new PatternTranslation(source), RegexOptions.NonBacktracking);
        return (long)((GC.GetAllocatedBytesForCurrentThread() - before) * Stays);
    }

    public void GiveUp() => _regex = null;
}
