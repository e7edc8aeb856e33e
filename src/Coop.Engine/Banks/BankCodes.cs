using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Engine.Banks;

[DisplayName("Banks")]
public static class BankCodes
{
    public static ProblemCode NameTaken { get; } = new("bank.name-taken", "Another bank of the organisation has this name.", "Give it another name.");
}
