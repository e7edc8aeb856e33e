using System.Text.RegularExpressions;
using Coop.Engine.Banks.Patterns;
using Coop.Integration.Text.Keywords;

namespace Coop.Integration.Text.Patterns;

/// <summary>A pattern that can be used, in one list.</summary>
internal sealed class Pattern(string source, PatternShare share, CompiledPatterns compiled)
{
    private CompiledPattern? _compiled;

    public string Source => source;

    /// <summary>One of these texts is in every text that it matches; empty when nothing so plain can be said.</summary>
    public KeywordSet Required { get; } = new(RequiredText.Of(source) ?? [], RequiredText.Fold);

    /// <summary>Makes the expression before a text waits for it, as long as its list has not more than its share.</summary>
    public void Prepare()
    {
        if (_compiled?.Regex is not null || !compiled.HasRoomFor(share))
        {
            return;
        }

        try
        {
            // Each text will.
            Get().Kept.WasTried = true;
        }
        catch (PatternRefusedException)
        {
            // Whoever tries it tells.
        }
    }

    /// <exception cref="PatternRefusedException">It cannot be used after all.</exception>
    public bool IsMatch(string text)
    {
        var kept = _compiled;
        if (kept?.Regex is not { } regex)
        {
            (kept, regex) = Get();
        }

        if (!kept.WasTried)
        {
            kept.WasTried = true;
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var matches = regex.IsMatch(text);
        if (kept.Learnt(GC.GetAllocatedBytesForCurrentThread() - before) is > 0 and var learnt)
        {
            compiled.Grew(kept, learnt);
        }

        return matches;
    }

    private (CompiledPattern Kept, Regex Regex) Get()
    {
        var made = compiled.Get(source, share);
        _compiled = made.Pattern;
        return made;
    }
}
