using Coop.Engine;
using Coop.Engine.Signals;
using Coop.Integrations;
using Coop.Server.Web.Parts;

namespace Coop.Server.Integrations.Pages;

/// <summary>What a signal declares, as people read it.</summary>
internal static class SignalWords
{
    public static string Input(SignalInputType type) => type switch
    {
        SignalInputType.FullItem => "whole item",
        SignalInputType.Url => "URL",
        SignalInputType.Id => "id",
        SignalInputType.String => "text",
        SignalInputType.IpAddress => "IP address",
        SignalInputType.Datetime => "date and time",
        SignalInputType.UserId => "user",
        _ => WireNames.Of(type).Replace('_', ' ').ToLowerInvariant(),
    };

    /// <summary>What somebody could type into an empty box.</summary>
    public static string Example(SignalInputType type) => type switch
    {
        SignalInputType.Number => "0.8",
        SignalInputType.Boolean => "true or false",
        SignalInputType.Geohash => "A geohash, such as u33dc",
        SignalInputType.UserId or SignalInputType.RelatedItem => "user-type:42",
        SignalInputType.Image or SignalInputType.Audio or SignalInputType.Video or SignalInputType.Media or SignalInputType.Url => "https://…",
        _ => "Paste a value",
    };

    public static string Inputs(SignalDescriptor signal) => string.Join(", ", signal.EligibleInputs.Select(Input));

    public static string Output(SignalOutputType output) => output switch
    {
        { EnumValues: { } values } => $"{(output.IsOrdered ? "one of, from least to most" : "one of")}: {GivenText.List(values.Select(value => value.ToString()))}",
        { ScalarType: ScalarType.Boolean } => "yes or no",
        { ScalarType: ScalarType.Number } => "number",
        _ => "text",
    };

    public static string Cost(double? cost) => cost switch
    {
        null => "not known",
        0 => "none (pure computation)",
        < 10 => $"low ({cost:0.##})",
        < 50 => $"medium ({cost:0.##})",
        _ => $"high ({cost:0.##})",
    };

    public static string Languages(SignalDescriptor signal) => signal.SupportedLanguages is { } some
        ? string.Join(", ", some.Select(language => language[..1] + language[1..].ToLowerInvariant().Replace('_', ' ')))
        : "all";

    public static string Failure(FailureKind kind) => kind switch
    {
        FailureKind.TimedOut => "It did not answer in time",
        FailureKind.Unavailable => "It is not available right now",
        FailureKind.BadCredential => "The configuration is missing, wrong or expired",
        FailureKind.Refused => "It was not run",
        FailureKind.Crashed => "The integration failed",
        FailureKind.InvalidOutput => "Its answer breaks what it declared",
        FailureKind.OutOfScope => "It cannot measure this value",
        FailureKind.Disabled => "It is not available to your organisation",
        FailureKind.Missing => "No active integration offers it",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A failure without words."),
    };
}
