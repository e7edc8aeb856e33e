using System.Text.RegularExpressions;
using Coop.Engine.Banks.Patterns;
using Coop.Integration.Text.Keywords;

namespace Coop.Integration.Text.Patterns;

/// <summary>A pattern that can be used, in one list.</summary>
internal sealed class Pattern(string source, PatternShare share, CompiledPatterns compiled)
{
    /// <summary>What holding a text against an expression allocates when it learns nothing new from it.</summary>
    private const int Nothing = 4096;

    private CompiledPattern? _compiled;

    public string Source => source;

    /// <summary>One of these texts is in every text that it matches; empty when nothing so plain can be said.</summary>
    public KeywordSet Required { get; } = new(RequiredText.Of(source) ?? [], RequiredText.Fold);

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

        // An expression learns while it runs, more or less as the text has it.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var matches = regex.IsMatch(text);
        if (GC.GetAllocatedBytesForCurrentThread() - before is > Nothing and var learnt)
        {
            compiled.Grew(kept, learnt);
        }

        return matches;
    }

    private (CompiledPattern Kept, Regex Regex) Get()
    {
        while (true)
        {
            // Others may want so many meanwhile that it is given up before it was used.
            var kept = _compiled = compiled.Get(source, share);
            if (kept.Regex is { } regex)
            {
                return (kept, regex);
            }
        }
    }
}
