using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Server.Errors;

[DisplayName("HTTP itself")]
internal static class HttpCodes
{
    public static ProblemCode BadRequest { get; } = new(
        "http.bad-request",
        "The request could not be understood, for instance a query parameter that is no number.",
        "Read the detail and correct the request.");

    public static ProblemCode BodyTooLarge { get; } = new("http.body-too-large", "The body has more than 50 MB.", "Send fewer items in one request.");

    public static ProblemCode BodyTooSlow { get; } = new(
        "http.body-too-slow",
        "The body comes more slowly than it may. Nothing of it was stored.",
        "Send it again, in smaller parts or over a faster line. See [large bodies](operate.md#large-bodies).");

    public static ProblemCode IfMatchUnreadable { get; } = new(
        "http.if-match-unreadable",
        "The header If-Match is not one ETag.",
        "Send the ETag that the setting was read with, or leave the header out.");

    public static ProblemCode InternalError { get; } = new(
        "http.internal-error",
        "Something went wrong on the server's side.",
        "Look for the request id in the server's log and report it.");

    public static ProblemCode MalformedBody { get; } = new(
        "http.malformed-body",
        "The body is not the JSON that is wanted here.",
        "Correct the line, column or pointer the error names.");

    public static ProblemCode MethodNotAllowed { get; } = new(
        "http.method-not-allowed",
        "The address exists but not with this method.",
        "Use one of the methods in the detail.");

    public static ProblemCode MissingBody { get; } = new("http.missing-body", "The request has no body.", "Send JSON.");

    public static ProblemCode NotFound { get; } = new("http.not-found", "There is nothing at this address.", "See the list of addresses at `/api`.");

    public static ProblemCode StorageUnavailable { get; } = new(
        "http.storage-unavailable",
        "The database cannot be used just now, for instance because the disk is full. Nothing of the request was kept.",
        "Send it again later. The operator finds the reason in the server's log.");

    public static ProblemCode StorageUncertain { get; } = new(
        "http.storage-uncertain",
        "The database failed just while it stored what the request asks for: it may be kept or not.",
        "Look before sending it again: an item that is sent again may be decided twice. See [what to do](api.md#when-nothing-can-be-stored).");

    public static ProblemCode UnsupportedContentEncoding { get; } = new(
        "http.unsupported-content-encoding",
        "The body is compressed.",
        "Send it uncompressed, without `Content-Encoding`.");

    public static ProblemCode UnsupportedContentType { get; } = new(
        "http.unsupported-content-type",
        "The body is not declared as JSON.",
        "Send `Content-Type: application/json`.");
}
