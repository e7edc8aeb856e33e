using System.Globalization;
using Coop.Engine.Integrations;
using Coop.Engine.Problems;
using Coop.Integrations;

namespace Coop.Engine.Signals.Offers;

/// <summary>A value to try a signal on.</summary>
/// <param name="Value">As a person types it: text, a number, true or false, the URL of media, <c>typeId:id</c> for a user or item.</param>
/// <param name="Type">One of the signal's eligible inputs.</param>
/// <param name="Matching">What to match against, for a signal that needs it.</param>
/// <param name="Places">Places to match against instead.</param>
public sealed record SignalTrialDraft(
    string SignalId, string? Value, SignalInputType Type, string? Subcategory = null, IReadOnlyList<string>? Matching = null, IReadOnlyList<LocationArea>? Places = null);

/// <param name="Elapsed">How long the signal took.</param>
public sealed record SignalTrial(SignalOutcome Outcome, TimeSpan Elapsed);

/// <summary>Runs one signal on one value, outside any rule: nothing is stored and nothing acts.</summary>
public sealed class SignalTrialFeature(IIntegrationCatalogueSource catalogue, ISignalRunner runner, TimeProvider time)
{
    private const int LongestValue = 100_000;

    public async Task<Result<SignalTrial>> RunAsync(string orgId, SignalTrialDraft draft, CancellationToken cancellationToken)
    {
        if (catalogue.Current.FindSignal(draft.SignalId) is not { } signal)
        {
            return UseProblems.NotFound("signal", draft.SignalId);
        }

        if (!signal.Descriptor.EligibleInputs.Contains(draft.Type))
        {
            return InputProblems.NotOneOf(
                "/type", "The kind of value", WireNames.Of(draft.Type), [.. signal.Descriptor.EligibleInputs.Select(WireNames.Of)]);
        }

        var text = draft.Value?.Trim() ?? "";
        if (text.Length == 0)
        {
            return InputProblems.Required("/value", "A value to try");
        }

        if (text.Length > LongestValue)
        {
            return InputProblems.TooLong("/value", "The value", LongestValue);
        }

        var matching = (draft.Matching ?? []).Where(value => !string.IsNullOrWhiteSpace(value)).ToList();
        if (signal.Descriptor.NeedsMatchingValues && matching.Count == 0 && draft.Places is not { Count: > 0 })
        {
            return draft.Type == SignalInputType.Geohash
                ? InputProblems.Required("/places", "At least one place to match against")
                : InputProblems.Required("/matching", "At least one value to match against");
        }

        if (!Read(text, draft.Type).TryGet(out var value))
        {
            return InputProblems.Invalid("/value", Expected(draft.Type));
        }

        var input = new SignalInput
        {
            OrgId = orgId,
            SignalId = draft.SignalId,
            Value = value,
            Subcategory = draft.Subcategory,
            MatchingValues = signal.Descriptor.NeedsMatchingValues ? new MatchingValues { Strings = matching, Locations = draft.Places ?? [] } : null,
            ActionPenalties = signal.Descriptor.NeedsActionPenalties ? [] : null,
        };
        var started = time.GetTimestamp();
        var outcome = await runner.RunAsync(new SignalCall(signal, input), cancellationToken);
        return new SignalTrial(outcome, time.GetElapsedTime(started));
    }

    private static Result<ScalarValue> Read(string text, SignalInputType type) => type switch
    {
        SignalInputType.FullItem => InputProblems.Invalid("/value", Expected(type)),
        SignalInputType.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? ScalarValue.Number(number)
            : InputProblems.Invalid("/value", Expected(type)),
        SignalInputType.Boolean => bool.TryParse(text, out var flag) ? ScalarValue.Boolean(flag) : InputProblems.Invalid("/value", Expected(type)),
        SignalInputType.UserId or SignalInputType.RelatedItem => text.Split(':', 2) is [{ Length: > 0 } typeId, { Length: > 0 } id]
            ? ScalarValue.Reference((ScalarType)type, new ItemReference(id, typeId))
            : InputProblems.Invalid("/value", Expected(type)),
        SignalInputType.Image => Media(text, type, MediaKind.Image),
        SignalInputType.Audio => Media(text, type, MediaKind.Audio),
        SignalInputType.Video => Media(text, type, MediaKind.Video),
        SignalInputType.Media => Media(text, type, MediaKind.Unknown),
        _ => ScalarValue.Text((ScalarType)type, text),
    };

    private static Result<ScalarValue> Media(string text, SignalInputType type, MediaKind kind) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? ScalarValue.Media((ScalarType)type, new MediaReference(text, kind))
            : InputProblems.Invalid("/value", Expected(type));

    private static string Expected(SignalInputType type) => type switch
    {
        SignalInputType.FullItem => "This signal reads a whole item. Try it in a rule, on a pasted or recent item.",
        SignalInputType.Number => "Give a number with a point, such as 0.8.",
        SignalInputType.Boolean => "Give true or false.",
        SignalInputType.UserId or SignalInputType.RelatedItem => "Give the id of an item type and of the item, as in user-type:42.",
        _ => "Give the address of a file, beginning with http:// or https://.",
    };
}
