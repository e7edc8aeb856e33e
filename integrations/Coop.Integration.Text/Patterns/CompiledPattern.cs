using System.Text.RegularExpressions;
using Coop.Engine.Banks.Patterns;

namespace Coop.Integration.Text.Patterns;

/// <summary>A pattern's expression, as long as it is in memory.</summary>
/// <param name="share">Of the list that wants it.</param>
internal sealed class CompiledPattern(string source, PatternShare share)
{
    /// <summary>What holding a text against an expression may allocate when it learns nothing new from it: two threads at once cannot share what it works with.</summary>
    private const int Nothing = 1024;
    private const int ToldFrom = 64 * 1024;

    /// <summary>More is not believed: not all that is allocated stays.</summary>
    private const long MostLearnt = 32 * 1024 * 1024;

    /// <summary>Of what is allocated while an expression is made, this part stays with it, at most.</summary>
    private const double Stays = 0.7;

    private volatile Regex? _regex;
    private volatile bool _wasTried;
    private long _learnt;
    private long _told;

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
        if (bytes <= Nothing || _told >= MostLearnt)
        {
            return 0;
        }

        var all = Interlocked.Add(ref _learnt, bytes);
        if (all < ToldFrom)
        {
            return 0;
        }

        var told = Interlocked.Exchange(ref _learnt, 0);
        Interlocked.Add(ref _told, told);
        return told;
    }

    public void GiveUp() => _regex = null;
}
