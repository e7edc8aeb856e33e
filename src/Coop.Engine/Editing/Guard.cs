namespace Coop.Engine.Editing;

/// <summary>What must be so when a change is written. The store looks, inside the transaction; what it needs to know is in the guard.</summary>
public abstract record Guard;
