namespace Coop.Engine.Outbox;

/// <summary>How many webhooks are under way at once.</summary>
/// <param name="Places">In all.</param>
/// <param name="PerHost">To one host and port, for one organisation: its receivers there share them.</param>
/// <param name="PerReceiver">To one receiver.</param>
public sealed record SendingLimits(int Places, int PerHost, int PerReceiver);
