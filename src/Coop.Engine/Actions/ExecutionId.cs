using System.Globalization;

namespace Coop.Engine.Actions;

/// <summary>
/// The id of an execution is its decision's and its place there. So it is the same whenever the decision is made again, the receiver sees one key for one taking of an action,
/// and its row is found without an index of its own.
/// </summary>
public static class ExecutionId
{
    /// <summary>More actions than these a decision cannot have.</summary>
    public const int Most = 1 << 15;

    public static string Of(string decisionId, int ordinal) => string.Create(CultureInfo.InvariantCulture, $"{decisionId}-{ordinal}");

    public static bool TryRead(string executionId, out string decisionId, out int ordinal)
    {
        var dash = executionId.LastIndexOf('-');
        decisionId = dash < 0 ? "" : executionId[..dash];
        ordinal = 0;
        return dash > 0 && int.TryParse(executionId.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ordinal) && ordinal < Most;
    }
}
