using Coop.Engine.Orgs;
using Coop.Engine.Problems;

namespace Coop.Storage.Orgs;

internal static class OrgProblems
{
    public static Problem EmailTaken(string email) => new(
        OrgCodes.EmailTaken, ProblemKind.Conflict, "The e-mail address is in use.", $"Somebody signs in with '{email}' already. Give the admin another address.", "/email");
}
