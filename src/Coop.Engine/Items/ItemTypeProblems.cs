using Coop.Engine.Problems;

namespace Coop.Engine.Items;

internal static class ItemTypeProblems
{
    public static Problem IsDefault(string name) => new(
        ItemTypeCodes.DefaultUserType, ProblemKind.ProtectedDefault, "Attempting to delete the default user type",
        $"'{name}' is your organisation's default user type. It can be changed but not deleted.");
}
