namespace Coop.Engine.Editing;

/// <summary>How far an organisation's settings have come.</summary>
/// <param name="All">Higher after every change of any of them.</param>
/// <param name="Rules">Higher after every change of what is decided by: rules, item types, actions, policies, banks.</param>
public readonly record struct OrgRevision(long All, long Rules);
