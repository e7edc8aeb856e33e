using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Coop.Engine.Problems;

namespace Coop.Server.Errors;

/// <summary>Refusals that come from HTTP itself, before any use case ran.</summary>
internal static class HttpProblems
{
    public static Problem NoSuchRoute(string path) =>
        new(HttpCodes.NotFound, ProblemKind.NotFound, "Not found", $"There is nothing at {path}. The API is described at /api.");

    public static Problem MalformedJson(JsonSyntax mistake) =>
        Malformed($"The body is not valid JSON at line {mistake.Line}, column {mistake.Column}: {mistake.What}.", null);

    /// <summary>Bytes that are no UTF-8 would be read as half of something: they are refused before anything looks at what they are in.</summary>
    /// <returns>Null when they are.</returns>
    public static Problem? NoUtf8(ReadOnlySpan<byte> body)
    {
        if (Utf8.IsValid(body))
        {
            return null;
        }

        var at = 0;
        while (Rune.DecodeFromUtf8(body[at..], out _, out var length) == OperationStatus.Done)
        {
            at += length;
        }

        var line = body[..at].LastIndexOf((byte)'\n') + 1;
        return Malformed(
            $"The body is not UTF-8 at line {body[..at].Count((byte)'\n') + 1}, column {Encoding.UTF8.GetCharCount(body[line..at]) + 1}: the byte 0x{body[at]:X2} is no part of a character there. Send JSON encoded as UTF-8.",
            null);
    }

    public static Problem WrongForm(string pointer, string wanted) => Malformed($"The value must be {wanted}.", pointer);

    public static Problem Repeated(RepeatedMember repeated) => Malformed($"The member '{repeated.Name}' is there twice.", repeated.Pointer);

    public static Problem UnknownMember(string pointer, string name, IReadOnlyCollection<string> known) => Malformed($"The member '{name}' is not known here.{DidYouMean.Hint(name, known)}", pointer);

    public static Problem NullInList(string pointer) => Malformed("A list must not contain null.", pointer);

    /// <param name="mistake">Of <see cref="KeepableJson"/>.</param>
    public static Problem Unkeepable(string pointer, string mistake) => Malformed($"{mistake}.", pointer);

    public static Problem MissingBody { get; } = new(
        HttpCodes.MissingBody, ProblemKind.InvalidInput, "Malformed request body", "The request needs a JSON body.");

    public static Problem NameIsNoText { get; } = new(
        HttpCodes.MalformedBody, ProblemKind.InvalidInput, "Malformed request body",
        "The name of a member is not valid Unicode text: it has half of a surrogate pair (\\ud800 to \\udfff). Send the whole character.");

    public static Problem BadRequest(string detail) => new(HttpCodes.BadRequest, ProblemKind.InvalidInput, "Bad request", detail);

    public static Problem BodyTooLarge(long most) =>
        new(HttpCodes.BodyTooLarge, ProblemKind.TooLarge, "Request body too large", $"A request body may have at most {most / (1024 * 1024)} MB. Send fewer items in one request.");

    /// <summary>The server itself saw that next to nothing comes.</summary>
    public static Problem BodyTooSlow() => BodyTooSlow("The body comes too slowly to be waited for.");

    /// <param name="waited">How long the sender was waited for.</param>
    /// <param name="speed">The least, in bytes a second.</param>
    public static Problem BodyTooSlow(long arrived, TimeSpan waited, long speed) => BodyTooSlow(string.Create(
        CultureInfo.InvariantCulture,
        $"The body comes too slowly: in {waited.TotalSeconds:0.#} seconds of waiting for it {arrived} bytes came. In the long run it has to come with {speed} bytes a second."));

    private static Problem BodyTooSlow(string how) => new(
        HttpCodes.BodyTooSlow, ProblemKind.TooSlow, "The request body comes too slowly", $"{how} Nothing of it was stored. Send it again, in smaller parts or over a faster line.");

    public static ErrorView WrongMethod(string method, string? allowed, string requestId) =>
        new(405, ["/errors/invalid-user-input"], "Method not allowed", HttpCodes.MethodNotAllowed.Name, $"{method} is not possible here. Allowed: {allowed ?? "nothing"}.", null, requestId);

    public static ErrorView WrongContentType(string? given, string requestId) => new(
        415, ["/errors/invalid-user-input"], "Unsupported content type", HttpCodes.UnsupportedContentType.Name,
        $"Send the body with Content-Type: application/json{(given is null ? "" : $", not {given}")}.", null, requestId);

    public static ErrorView WrongContentEncoding(string given, string requestId) => new(
        415, ["/errors/invalid-user-input"], "Unsupported content encoding", HttpCodes.UnsupportedContentEncoding.Name,
        $"Bodies are read as they are: send this one uncompressed and without Content-Encoding: {given}. The only encoding that is accepted is identity.", null, requestId);

    public static Problem NoWholeNumber(string parameter, string given) => BadRequest($"The query parameter {parameter} must be a whole number, such as 50; not '{given}'.");

    public static ErrorView Unexpected(int status, string requestId) => new(
        status, ["/errors/internal-server-error"], "Internal server error", HttpCodes.InternalError.Name,
        "Something went wrong on our side. The server's log has it under this request id.", null, requestId);

    public static ErrorView StorageUnavailable(string requestId) => new(
        503, ["/errors/service-unavailable"], "Nothing can be stored at the moment", Code: HttpCodes.StorageUnavailable.Name,
        "The server's database cannot be used just now; its operator finds the reason in its log. Nothing of this request was kept. Send it again in ten seconds.", null, requestId);

    /// <summary>With the same status, so that whoever tries again by itself does: an item that is decided twice is the lesser evil than one that never is.</summary>
    public static ErrorView StorageUncertain(string requestId) => new(
        503, ["/errors/service-unavailable"], "Whether it is stored is not known", Code: HttpCodes.StorageUncertain.Name,
        "The server's database failed just while it stored what this request asks for, so it may be kept or not; the operator finds the reason in the server's log. When /ready says that the server works again, look before you send it again: "
        + "for the decisions of an item at /api/v1/admin/decisions?itemId=…, for a setting at the setting. An item that was kept and is sent again is decided twice.", null, requestId);

    private static Problem Malformed(string detail, string? pointer) => new(
        HttpCodes.MalformedBody, ProblemKind.InvalidInput, "Malformed request body", detail, pointer is "" ? null : pointer);
}
