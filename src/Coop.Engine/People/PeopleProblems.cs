using Coop.Engine.Problems;

namespace Coop.Engine.People;

public static class PeopleProblems
{
    private const string Invalid = "Invalid account details";

    public static Problem NotAllowed(Permission permission) => new(
        PeopleCodes.NotAllowed, ProblemKind.Forbidden, "Not allowed", $"Your role does not include “{permission.Label()}”. Ask an admin of your organisation.");

    public static Problem SessionEnded { get; } = new(
        PeopleCodes.SessionEnded, ProblemKind.Unauthenticated, "Your session has ended", "Sign in again to go on.");

    public static Problem ForeignRequest { get; } = new(
        PeopleCodes.ForeignRequest, ProblemKind.Forbidden, "Not from a page of ours",
        "A signed-in session changes something only from Coop's own pages. Anything else sends an API key in the header x-api-key.");

    /// <summary>The same for an unknown address, a wrong password and a locked account, so that nobody learns from it which accounts there are.</summary>
    public static Problem SignInFailed { get; } = new(
        PeopleCodes.SignInFailed, ProblemKind.Unauthenticated, "Sign-in failed",
        $"The e-mail address or the password is wrong. After {Lockout.MostGuesses} wrong passwords in a row an account opens to nobody for {Lockout.Lasts.TotalMinutes:0} minutes.");

    public static Problem LockedOut { get; } = new(
        PeopleCodes.LockedOut, ProblemKind.Forbidden, "Too many attempts",
        $"After {Lockout.MostGuesses} wrong passwords in a row a password can not be tried for {Lockout.Lasts.TotalMinutes:0} minutes. Try again later.");

    public static Problem EmailTaken(string email) => new(
        PeopleCodes.EmailTaken, ProblemKind.NameTaken, Invalid, $"There is already an account for {email}.", "/email");

    public static Problem EmailInvalid { get; } = new(
        PeopleCodes.EmailInvalid, ProblemKind.InvalidInput, Invalid, "Give an e-mail address, such as name@example.com.", "/email");

    public static Problem NameRequired { get; } = new(
        PeopleCodes.NameRequired, ProblemKind.InvalidInput, Invalid, $"Give a name of 1 to {PersonName.Longest} characters that can all be seen.", "/name");

    public static Problem PasswordWeak(string reason) => new(PeopleCodes.PasswordWeak, ProblemKind.InvalidInput, Invalid, reason, "/password");

    public static Problem PasswordWrong { get; } = new(
        PeopleCodes.PasswordWrong, ProblemKind.InvalidInput, "Password not changed", "This is not your current password.", "/current");

    public static Problem NotFound { get; } = new(
        PeopleCodes.NotFound, ProblemKind.NotFound, "Person not found", "There is no such person in your organisation. Somebody may have removed them.");

    public static Problem AddressUnknown(string email) => new(
        PeopleCodes.AddressUnknown, ProblemKind.NotFound, "Person not found", $"Nobody signs in with '{email}'. The list of users in the application has the addresses.", "/email");

    public static Problem LastAdmin { get; } = new(
        PeopleCodes.LastAdmin, ProblemKind.Conflict, "The last admin stays", "Make somebody else an admin first: an organisation without one can not be managed.");

    public static Problem InvitationGone { get; } = new(
        PeopleCodes.InvitationGone, ProblemKind.NotFound, "Invitation not valid", "The link is used, withdrawn or older than two weeks. Ask for a new one.");

    public static Problem InvitationForAnother { get; } = new(
        PeopleCodes.InvitationForAnother, ProblemKind.InvalidInput, "Invitation not valid", "The invitation is for another e-mail address.", "/email");

    public static Problem SetUpAlready { get; } = new(
        PeopleCodes.SetUpAlready, ProblemKind.Conflict, "Already set up", "This server has an organisation. Sign in, or ask its admin for an invitation.");

    public static Problem SetUpTokenWrong { get; } = new(
        PeopleCodes.SetUpTokenWrong, ProblemKind.Forbidden, "Set-up link not valid", "Open the link the server printed when it started. It prints a new one on every start.");
}
