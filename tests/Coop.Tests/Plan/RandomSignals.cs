using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Tests.Rules;
using Coop.Tests.Support;

namespace Coop.Tests.Plan;

/// <summary>
/// Signals that answer, and fail in every way there is, by a hash of all that they are asked: what does not reach them changes their answer. Beside it what the host should make
/// of that, in words of its own.
/// </summary>
/// <param name="configs">A saved configuration makes up for a credential that was refused, so each such refusal saves one: no answer hangs on who asked before.</param>
internal sealed class RandomSignals(int salt, MemoryConfigs configs)
{
    private const string Batching = "S3";
    private const string Telling = "S1";

    private int _batches;

    public static string[] Words { get; } = ["a", "bad", "c d", "", "7", "HIGH", "true"];

    public static string[] Dates { get; } = ["2026-01-01", "2026-01-02T03:04:05Z", "2025-12-26T03:04:05.000Z", "2026-01-09"];

    /// <summary>How often several inputs were measured in one call.</summary>
    public int Batches => Volatile.Read(ref _batches);

    public ISignal Of(SignalDescriptor signal) => signal switch
    {
        { Id: "S5" } => new RandomMatcher(signal, this),
        { Id: Batching } => new RandomBatch(signal, this),
        { Id: Telling } => new TellingSignal(signal, input => Run(signal, Asked.Of(input)), _ => ValueTask.FromResult(IsDisabled ? SignalAvailability.Disabled("Not for you.") : SignalAvailability.Available)),
        _ => new ScriptedSignal(signal, input => Run(signal, Asked.Of(input))),
    };

    private bool IsDisabled => salt % 7 == 0;

    /// <summary>What the host should make of <see cref="Run"/>.</summary>
    public SignalOutcome Expect(SignalDescriptor signal, Asked asked)
    {
        if (signal.Id == Telling && IsDisabled)
        {
            return SignalOutcome.Failed(FailureKind.Disabled, "Not for you.");
        }

        var type = asked.Value is { } given ? (SignalInputType)given.Type : SignalInputType.FullItem;
        if (!signal.EligibleInputs.Contains(type))
        {
            return SignalOutcome.Failed(
                FailureKind.Refused,
                $"Invalid input type to signal. {signal.Id} takes STRING, NUMBER, FULL_ITEM; the value is {Coop.Engine.WireNames.Of(type)}.");
        }

        var (scores, words) = (Coop.Engine.WireNames.Of(signal.OutputType.ScalarType), WordsOf(signal));
        return TroubleOf(signal, asked) switch
        {
            Trouble.Unavailable => SignalOutcome.Failed(FailureKind.Unavailable, words, RetryAfter(signal, asked)),
            Trouble.BadCredential => SignalOutcome.Failed(FailureKind.BadCredential, words),
            Trouble.OutOfScope => SignalOutcome.Failed(FailureKind.OutOfScope, words),
            Trouble.Permanent => SignalOutcome.Failed(FailureKind.Refused, words),
            Trouble.Crash => SignalOutcome.Failed(FailureKind.Crashed, $"InvalidOperationException: {words}"),
            Trouble.GivesUp => SignalOutcome.Failed(FailureKind.TimedOut, $"The integration gave up waiting: {words}"),
            Trouble.NoResult => Invalid("It returned no result."),
            Trouble.OtherForm => Invalid($"It declares {scores} and returned {(scores == "BOOLEAN" ? "Number" : "Boolean")}."),
            Trouble.NotFinite => Invalid("It returned a number that is not finite."),
            Trouble.OutOfRange => Invalid("It declares one of LOW, MEDIUM, HIGH and returned another value."),
            _ => Answer(signal, asked) is var answer && answer.NotApplicableReason is { } reason
                ? SignalOutcome.NotApplicable(reason)
                : SignalOutcome.Scored(answer.Score, answer.MatchedValue, answer.Detail),
        };

        SignalOutcome Invalid(string how) => SignalOutcome.Failed(FailureKind.InvalidOutput, $"{signal.Id} broke its declared output. {how}");
    }

    private static string WordsOf(SignalDescriptor signal) => $"{signal.Id} is in trouble.";

    private TimeSpan? RetryAfter(SignalDescriptor signal, Asked asked) => Chance(signal, asked) is var chance && chance % 16 == 0 ? TimeSpan.FromTicks(chance % 256) : null;

    private SignalResult Run(SignalDescriptor signal, Asked asked)
    {
        switch (TroubleOf(signal, asked))
        {
            case Trouble.Unavailable:
                throw new SignalException(SignalErrorKind.Unavailable, WordsOf(signal), RetryAfter(signal, asked));
            case Trouble.BadCredential:
                configs.Save(World.OrgId, "SCRIPTED", "{}");
                throw new SignalException(SignalErrorKind.BadCredential, WordsOf(signal));
            case Trouble.OutOfScope:
                throw new SignalException(SignalErrorKind.OutOfScope, WordsOf(signal));
            case Trouble.Permanent:
                throw new SignalException(SignalErrorKind.Permanent, WordsOf(signal));
            case Trouble.Crash:
                throw new InvalidOperationException(WordsOf(signal));
            case Trouble.GivesUp:
                throw new TimeoutException(WordsOf(signal));
            case Trouble.NoResult:
                return default;
            case Trouble.OtherForm:
                return signal.OutputType.ScalarType == ScalarType.Boolean ? SignalResult.Scored(1.0) : SignalResult.Scored(true);
            case Trouble.NotFinite:
                return SignalResult.Scored(Chance(signal, asked) % 2 == 0 ? double.NaN : double.NegativeInfinity);
            case Trouble.OutOfRange:
                return SignalResult.Scored("HIGHEST");
            default:
                return Answer(signal, asked);
        }
    }

    private Trouble TroubleOf(SignalDescriptor signal, Asked asked)
    {
        // What a matcher throws fails all its sets, and what a batch throws all its inputs: the one depends on the value alone, the other fails input by input.
        if (signal.Id != Batching && Chance(signal, asked with { Texts = [], Subcategory = null, Args = null }) is var byValue && byValue % 32 == 0)
        {
            return byValue % 64 == 0 ? Trouble.Crash : Trouble.GivesUp;
        }

        var chance = Chance(signal, asked);
        return chance % 8 != 0 ? Trouble.None : (chance / 8 % 8) switch
        {
            0 => Trouble.BadCredential,
            1 => Trouble.OutOfScope,
            2 => Trouble.Permanent,
            3 => Trouble.NoResult,
            4 => Trouble.OtherForm,
            5 when signal.OutputType.EnumValues is not null => Trouble.OutOfRange,
            5 when signal.OutputType.ScalarType == ScalarType.Number => Trouble.NotFinite,
            _ => Trouble.Unavailable,
        };
    }

    /// <summary>By a hash of what is asked, the same in every process.</summary>
    private int Chance(SignalDescriptor signal, Asked asked)
    {
        var hash = 2166136261u + (uint)salt;
        foreach (var letter in $"{signal.Id}|{asked.Value}|{string.Join('|', asked.Texts)}|{asked.Subcategory}|{asked.Args}")
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return (int)((hash ^ (hash >> 15)) & 0xffff);
    }

    private SignalResult Answer(SignalDescriptor signal, Asked asked)
    {
        var chance = Chance(signal, asked);
        var detail = asked is { Subcategory: null, Args: null } ? null : $"Asked for {asked.Subcategory ?? "no subcategory"} with {asked.Args ?? "no arguments"}.";
        if (signal.NeedsMatchingValues)
        {
            var found = asked.Texts.FirstOrDefault(text => asked.Value?.ToString().Contains(text, StringComparison.Ordinal) == true);
            return SignalResult.Scored(found is not null, found, detail);
        }

        if (chance % 8 == 1)
        {
            return SignalResult.NotApplicable("Not about that.");
        }

        detail ??= chance % 3 == 0 ? "because" : null;
        return signal.OutputType switch
        {
            { EnumValues: { } values } => SignalResult.Scored(values[chance / 16 % values.Count], null, detail),
            { ScalarType: ScalarType.Boolean } => SignalResult.Scored((chance & 16) != 0, null, detail),
            { ScalarType: ScalarType.Number } => SignalResult.Scored(chance / 16 % 4 / 2.0, null, detail),
            { ScalarType: ScalarType.Datetime } => SignalResult.Scored(Dates[chance / 16 % Dates.Length], null, detail),
            _ => SignalResult.Scored(Words[chance / 16 % Words.Length], null, detail),
        };
    }

    private enum Trouble
    {
        None,
        Unavailable,
        BadCredential,
        OutOfScope,
        Permanent,
        Crash,
        GivesUp,
        NoResult,
        OtherForm,
        NotFinite,
        OutOfRange,
    }

    /// <summary>Measures two inputs in one call, as it does each.</summary>
    private sealed class RandomBatch(SignalDescriptor descriptor, RandomSignals of) : ScriptedSignal(descriptor, input => of.Run(descriptor, Asked.Of(input))), IBatchSignal
    {
        public int MaxBatchSize => 2;

        public ValueTask<IReadOnlyList<BatchItemResult>> RunBatchAsync(IReadOnlyList<SignalInput> inputs, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref of._batches);
            return ValueTask.FromResult<IReadOnlyList<BatchItemResult>>([.. inputs.Select(ResultOf)]);
        }

        private BatchItemResult ResultOf(SignalInput input)
        {
            try
            {
                return of.Run(Descriptor, Asked.Of(input));
            }
            catch (SignalException error)
            {
                return error;
            }
        }
    }

    /// <summary>Answers for all sets at once, as it does for each.</summary>
    private sealed class RandomMatcher(SignalDescriptor descriptor, RandomSignals of) : ScriptedSignal(descriptor, input => of.Run(descriptor, Asked.Of(input))), IMultiMatchSignal
    {
        public IMultiMatcher Compile(IReadOnlyList<MatchingValues> sets) => new Compiled(value => [.. sets.Select(set => (Func<SignalResult>)(() => of.Run(Descriptor, new Asked(value, set.Strings))))]);

        private sealed class Compiled(Func<ScalarValue, Func<SignalResult>[]> setsOf) : IMultiMatcher
        {
            public SignalResult NoMatch => SignalResult.Scored(false);

            public void Match(ScalarValue value, IMultiMatches matches)
            {
                foreach (var (set, run) in setsOf(value).Index())
                {
                    try
                    {
                        if (run() is var found && found != NoMatch)
                        {
                            matches.Add(set, found);
                        }
                    }
                    catch (SignalException error)
                    {
                        matches.Fail(set, error);
                    }
                }
            }
        }
    }
}
