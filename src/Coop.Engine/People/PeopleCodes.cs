using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Engine.People;

[DisplayName("People")]
internal static class PeopleCodes
{
    public static ProblemCode AddressUnknown { get; } = new("people.address-unknown", "Nobody signs in with this address.", "Look it up on the page of users.");

    public static ProblemCode EmailInvalid { get; } = new("people.email-invalid", "It is no e-mail address.", "Correct it.");

    public static ProblemCode EmailTaken { get; } = new("people.email-taken", "Somebody has this e-mail address already.", "Use another one, or sign in.");

    public static ProblemCode ForeignRequest { get; } = new(
        "people.foreign-request",
        "A browser's session came with a request that no page of Coop made, or through a proxy that does not pass `Host` on.",
        "Send an API key; have the proxy pass `Host` on.");

    public static ProblemCode InvitationForAnother { get; } = new(
        "people.invitation-for-another",
        "The invitation is for another address.",
        "Use the address it was sent to.");

    public static ProblemCode InvitationGone { get; } = new("people.invitation-gone", "The invitation was used, withdrawn or is too old.", "Ask for a new one.");

    public static ProblemCode LastAdmin { get; } = new("people.last-admin", "An organisation keeps at least one admin.", "Make somebody else admin first.");

    public static ProblemCode LockedOut { get; } = new("people.locked-out", "Too many wrong passwords.", "Wait, then try again.");

    public static ProblemCode NameRequired { get; } = new(
        "people.name-required",
        "A name is missing, too long, or has characters that can not be seen.",
        "Type it anew.");

    public static ProblemCode NotAllowed { get; } = new("people.not-allowed", "Your role does not allow this.", "Ask an admin.");

    public static ProblemCode NotFound { get; } = new("people.not-found", "There is no such person.", "Check the list.");

    public static ProblemCode PasswordWeak { get; } = new("people.password-weak", "The password is too easy to guess.", "Choose a longer one.");

    public static ProblemCode PasswordWrong { get; } = new("people.password-wrong", "The current password is not right.", "Type it again.");

    public static ProblemCode SessionEnded { get; } = new("people.session-ended", "You are signed out.", "Sign in again.");

    public static ProblemCode SetUpAlready { get; } = new("people.set-up-already", "The server is set up already.", "Sign in.");

    public static ProblemCode SetUpTokenWrong { get; } = new("people.set-up-token-wrong", "The set-up token is not right.", "Copy it from the server's log.");

    public static ProblemCode SignInFailed { get; } = new(
        "people.sign-in-failed",
        "E-mail address or password is wrong, or there were too many wrong passwords.",
        "Try again, after ten minutes when in doubt.");
}
