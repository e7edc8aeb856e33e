namespace Coop.Engine.Plan;

/// <summary>Whose items run on the pool.</summary>
internal enum PoolUse
{
    /// <summary>Of somebody who tries a rule and looks on.</summary>
    Trial,

    /// <summary>Of the flow, that had to wait for something before it was measured.</summary>
    Item,
}
