using System.Text.RegularExpressions;
using Coop.Engine.Banks.Patterns;

namespace Coop.Integration.Text.Patterns;

/// <summary>A pattern's expression, as long as it is in memory.</summary>
/// <param name="share">Of the list that wants it.</param>
internal sealed class CompiledPattern(string source, PatternShare share)
{
    /// <summary>What holding a text against an expression may allocate when it learns nothing new from it.</summary>
    private const int Nothing = 256;
    private const int ToldFrom = 64 * 1024;

    /// <summary>Of what is allocated while an expression is made, this part stays with it, at most.</summary>
    private const double Stays = 0.7;

    private volatile Regex? _regex;
    private volatile bool _wasTried;
    private long _learnt;

    public string Source => source;

    /// <summary>Of the list that asked for it last. Written, as what follows, under the lock of <see cref="CompiledPatterns"/>.</summary>
    public PatternShare Share { get; set; } = share;

    /// <summary>Null before it was made, and after it was given up.</summary>
    public Regex? Regex => _regex;

    /// <summary>Since somebody last looked whether it was.</summary>
    public bool WasTried
    {
        get => _wasTried;
        set => _wasTried = value;
    }

    /// <summary>What it takes in memory.</summary>
    public long Bytes { get; set; }

    public bool IsKept { get; set; }

    /// <returns>With what it takes, about.</returns>
    /// <exception cref="PatternRefusedException">It cannot be used.</exception>
    public (Regex Regex, long Bytes) Make()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var regex = _regex = JavaScriptPattern.Compile(new PatternTranslation(source), RegexOptions.NonBacktracking);
        return (regex, (long)((GC.GetAllocatedBytesForCurrentThread() - before) * Stays));
    }

    /// <summary>An expression learns while it runs, more or less as the texts have it.</summary>
    /// <returns>What it learnt since the last time there was something worth telling; 0 when there is not.</returns>
    public long Learnt(long bytes)
    {
        if (bytes <= Nothing)
        {
            return 0;
        }

        var all = Interlocked.Add(ref _learnt, bytes);
        return all >= ToldFrom ? Interlocked.Exchange(ref _learnt, 0) : 0;
    }

    public void GiveUp() => _regex = null;
}
