using Coop.Engine.Editing;
using Coop.Engine.Problems;

namespace Coop.Engine.Banks;

/// <summary>No live rule matches against the bank.</summary>
/// <param name="Now">Rules that have expired by then are not live.</param>
public sealed record NoLiveUser(string BankId, DateTimeOffset Now, Problem Otherwise) : Guard;
