using System.Text.RegularExpressions;
using Coop.Engine.Banks.Patterns;

namespace Coop.Integration.Text.Patterns;

/// <summary>
/// The expressions that are in memory: made when a text is first held against them, and given up again when all together take more than they may. An ordinary pattern takes up to a megabyte, a wide
/// one fifty, and a bank may have a hundred thousand; most are never tried, because the text that they require is not there. Given up are those that nobody tried lately, and first those of a list
/// that has more than its share: so that one list, however long, leaves the others theirs. For any number of threads.
/// </summary>
/// <param name="mostBytes">Of all together.</param>
internal sealed class CompiledPatterns(long mostBytes)
{
    private const int Shares = 8;

    /// <summary>Of so many that come when all is full of what is tried, one is kept: patterns that are tried one after the other would each put out the next.</summary>
    private const int TurnedAway = 16;

    /// <summary>What making one may take and nobody minds if all threads do it at once.</summary>
    private const int WideFrom = 40;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, CompiledPattern> _bySource = new(StringComparer.Ordinal);
    private readonly Queue<CompiledPattern> _kept = [];
    private long _bytes;
    private int _turnedAway;

    /// <summary>The same one for the same source, whichever lists have it.</summary>
    /// <exception cref="PatternRefusedException">It cannot be used.</exception>
    public (CompiledPattern Pattern, Regex Regex) Get(string source, PatternShare share)
    {
        CompiledPattern pattern;
        lock (_lock)
        {
            if (!_bySource.TryGetValue(source, out pattern!))
            {
                _bySource.Add(source, pattern = new CompiledPattern(source, share));
            }

            pattern.Share.Bytes -= pattern.Bytes;
            share.Bytes += pattern.Bytes;
            pattern.Share = share;
        }

        try
        {
            return (pattern, Make(pattern));
        }
        catch (PatternRefusedException)
        {
            lock (_lock)
            {
                Forget(pattern);
            }

            throw;
        }
    }

    /// <summary>Whether there is room, and a list has not yet its share.</summary>
    public bool HasRoomFor(PatternShare share)
    {
        lock (_lock)
        {
            return _bytes < mostBytes && share.Bytes < mostBytes / Shares;
        }
    }

    /// <summary>It takes more than it did.</summary>
    public void Grew(CompiledPattern pattern, long bytes)
    {
        lock (_lock)
        {
            if (pattern.IsKept)
            {
                Count(pattern, bytes);
                GiveUp(pattern);
            }
        }
    }

    private Regex Make(CompiledPattern pattern)
    {
        lock (pattern)
        {
            if (pattern.Regex is { } known)
            {
                return known;
            }

            var (regex, bytes) = PatternWidth.Of(pattern.Source) < WideFrom ? pattern.Make() : MakeWide(pattern);
            lock (_lock)
            {
                // It may have been given up before it was made, and somebody else have begun another: that one counts.
                if ((!_bySource.TryAdd(pattern.Source, pattern) && _bySource[pattern.Source] != pattern) || !IsAdmitted(pattern, bytes))
                {
                    Forget(pattern);
                    return regex;
                }

                pattern.IsKept = true;
                Count(pattern, bytes);
                _kept.Enqueue(pattern);
                GiveUp(pattern);
            }

            return regex;
        }
    }

    /// <summary>Of a list one after the other: each takes twice of what it keeps, for a quarter of a second.</summary>
    private static (Regex Regex, long Bytes) MakeWide(CompiledPattern pattern)
    {
        lock (pattern.Share)
        {
            return pattern.Make();
        }
    }

    private bool IsAdmitted(CompiledPattern pattern, long bytes)
    {
        if (_bytes + bytes <= mostBytes || !_kept.TryPeek(out var oldest) || !oldest.WasTried)
        {
            return true;
        }

        var isWithinShare = pattern.Share.Bytes + bytes <= mostBytes / Shares;
        if ((isWithinShare && MayGo(oldest)) || ++_turnedAway % TurnedAway == 0)
        {
            return true;
        }

        if (isWithinShare)
        {
            // Whoever is turned away ages one that is there.
            oldest.WasTried = false;
            _kept.Enqueue(_kept.Dequeue());
        }

        return false;
    }

    /// <summary>Nobody tried it lately, or its list has more than its share.</summary>
    private bool MayGo(CompiledPattern pattern) => !pattern.WasTried || pattern.Share.Bytes > mostBytes / Shares;

    private void Count(CompiledPattern pattern, long bytes)
    {
        pattern.Bytes += bytes;
        pattern.Share.Bytes += bytes;
        _bytes += bytes;
    }

    /// <summary>Until there is room, or only the newest is left.</summary>
    private void GiveUp(CompiledPattern newest)
    {
        for (var looks = 2 * _kept.Count; _bytes > mostBytes && looks > 0; looks--)
        {
            var oldest = _kept.Dequeue();
            if (oldest == newest || !MayGo(oldest))
            {
                oldest.WasTried = false;
                _kept.Enqueue(oldest);
            }
            else
            {
                Forget(oldest);
            }
        }
    }

    private void Forget(CompiledPattern pattern)
    {
        if (_bySource.TryGetValue(pattern.Source, out var known) && known == pattern)
        {
            _bySource.Remove(pattern.Source);
        }

        pattern.IsKept = false;
        pattern.GiveUp();
        Count(pattern, -pattern.Bytes);
    }
}
