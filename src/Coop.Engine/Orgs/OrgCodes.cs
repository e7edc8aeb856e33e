using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Engine.Orgs;

[DisplayName("Organisations")]
public static class OrgCodes
{
    public static ProblemCode Email { get; } = new("org.email", "It is no e-mail address.", "Correct it.");

    public static ProblemCode EmailTaken { get; } = new("org.email-taken", "Somebody has this e-mail address already.", "Use another one.");

    public static ProblemCode Name { get; } = new("org.name", "The name is empty, too long, or has characters that can not be seen.", "Give one of 1 to 100 characters.");

    public static ProblemCode Password { get; } = new("org.password", "The password does not do.", "Choose one as the detail asks.");
}
