using System.Text.Json;
using System.Text.RegularExpressions;
using Coop.Engine.Problems;
using Coop.Server.Api;

namespace Coop.Server.Errors;

/// <summary>Refusals that come from HTTP itself, before any use case ran.</summary>
internal static partial class HttpProblems
{
    public static Problem NoSuchRoute(string path) =>
        new(HttpCodes.NotFound, ProblemKind.NotFound, "Not found", $"There is nothing at {path}. The API is described at /api.");

    public static Problem MalformedJson(JsonException error)
    {
        var place = error.LineNumber is { } line ? $" (line {line + 1}, column {error.BytePositionInLine + 1})" : "";
        return new Problem(HttpCodes.MalformedBody, ProblemKind.InvalidInput, "Malformed request body", Reason(error) + place + ".", Pointer(error.Path));
    }

    public static Problem MissingBody { get; } = new(
        HttpCodes.MissingBody, ProblemKind.InvalidInput, "Malformed request body", "The request needs a JSON body.");

    public static Problem NameIsNoText { get; } = new(
        HttpCodes.MalformedBody, ProblemKind.InvalidInput, "Malformed request body",
        "The name of a member is not valid Unicode text: it has half of a surrogate pair (\\ud800 to \\udfff). Send the whole character.");

    public static Problem BadRequest(string detail) => new(HttpCodes.BadRequest, ProblemKind.InvalidInput, "Bad request", detail);

    public static Problem BodyTooLarge(long most) =>
        new(HttpCodes.BodyTooLarge, ProblemKind.TooLarge, "Request body too large", $"A request body may have at most {most / (1024 * 1024)} MB. Send fewer items in one request.");

    /// <param name="longest">Null when the server saw before that so few bytes come in a second that it would take too long.</param>
    public static Problem BodyTooSlow(TimeSpan? longest) => new(
        HttpCodes.BodyTooSlow, ProblemKind.TooSlow, "The request body comes too slowly",
        (longest is { } time ? $"The body was not here whole within {time.TotalSeconds:0.###} seconds." : "The body comes too slowly to be waited for.")
        + " Nothing of it was stored. Send it again, in smaller parts or over a faster line.");

    public static ErrorView WrongMethod(string method, string? allowed, string requestId) =>
        new(405, ["/errors/invalid-user-input"], "Method not allowed", HttpCodes.MethodNotAllowed.Name, $"{method} is not possible here. Allowed: {allowed ?? "nothing"}.", null, requestId);

    public static ErrorView WrongContentType(string? given, string requestId) => new(
        415, ["/errors/invalid-user-input"], "Unsupported content type", HttpCodes.UnsupportedContentType.Name,
        $"Send the body with Content-Type: application/json{(given is null ? "" : $", not {given}")}.", null, requestId);

    public static ErrorView Unexpected(int status, string requestId) => new(
        status, ["/errors/internal-server-error"], "Internal server error", HttpCodes.InternalError.Name,
        "Something went wrong on our side. The server's log has it under this request id.", null, requestId);

    public static ErrorView StorageUnavailable(string requestId) => new(
        503, ["/errors/service-unavailable"], "Nothing can be stored at the moment", Code: HttpCodes.StorageUnavailable.Name,
        "The server's database cannot be used just now; its operator finds the reason in its log. Nothing of this request was kept. Send it again in ten seconds.", null, requestId);

    /// <summary>JSON says nothing of .NET, and neither do we.</summary>
    private static string Reason(JsonException error)
    {
        if (error.Message is KeepableJson.NoText or KeepableJson.TooDeep or ListsWithoutNull.Refusal)
        {
            return error.Message;
        }

        if (UnknownMember().Match(error.Message) is { Success: true } unknown)
        {
            return $"The member '{unknown.Groups[1].Value}' is not known here";
        }

        if (Repeated().Match(error.Message) is { Success: true } repeated)
        {
            return $"The member '{repeated.Groups[1].Value}' is there twice";
        }

        if (WrongKind().Match(error.Message) is { Success: true } wrong)
        {
            return wrong.Groups[1].Value switch
            {
                "System.String" => "The value must be text",
                "System.Boolean" => "The value must be true or false",
                var number when number.StartsWith("System.Int", StringComparison.Ordinal) => "The value must be a whole number",
                "System.Double" => "The value must be a number",
                var list when list.Contains("List`1", StringComparison.Ordinal) || list.EndsWith("[]", StringComparison.Ordinal) => "The value must be a list",
                _ => "The value has the wrong form",
            };
        }

        var sentence = error.Message.Split(" Path: ", 2)[0].Split(" LineNumber: ", 2)[0].TrimEnd('.', ' ');
        return sentence.Contains(" of type '", StringComparison.Ordinal) ? "The value has the wrong form" : "The body is not valid JSON: " + sentence;
    }

    private static string? Pointer(string? path)
    {
        if (path is null or "$")
        {
            return null;
        }

        var pointer = new System.Text.StringBuilder();
        foreach (Match step in PathStep().Matches(path))
        {
            var name = step.Groups["quoted"].Success ? step.Groups["quoted"].Value : step.Groups["index"].Success ? step.Groups["index"].Value : step.Groups["name"].Value;
            pointer.Append('/').Append(name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        }

        return pointer.Length == 0 ? null : pointer.ToString();
    }

    [GeneratedRegex(@"JSON property '(.*?)' could not be mapped")]
    private static partial Regex UnknownMember();

    [GeneratedRegex(@"Duplicate property '(.*?)'")]
    private static partial Regex Repeated();

    [GeneratedRegex(@"could not be converted to ([^\s]+?)\.?(\s|$)")]
    private static partial Regex WrongKind();

    [GeneratedRegex(@"\['(?<quoted>.*?)'\]|\[(?<index>\d+)\]|\.(?<name>[^.\[]+)")]
    private static partial Regex PathStep();
}
