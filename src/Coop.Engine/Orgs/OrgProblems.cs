using Coop.Engine.Problems;

namespace Coop.Engine.Orgs;

public static class OrgProblems
{
    private const string Title = "The organisation was not created.";

    public static Problem Name { get; } = new(
        OrgCodes.Name, ProblemKind.InvalidInput, Title, $"The name must have 1 to {Org.LongestName} characters that can all be seen.", "/name");

    public static Problem Email(string given) => new(
        OrgCodes.Email, ProblemKind.InvalidInput, Title, $"'{given}' is no e-mail address, such as ada@example.com.", "/email");

    public static Problem EmailTaken(string email) => new(
        OrgCodes.EmailTaken, ProblemKind.Conflict, "The e-mail address is in use.", $"Somebody signs in with '{email}' already. Give the admin another address.", "/email");

    public static Problem Password(string weakness) => new(OrgCodes.Password, ProblemKind.InvalidInput, Title, weakness, "/password");
}
