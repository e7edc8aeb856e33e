using Coop.Engine.Rules.Conditions;

namespace Coop.Engine.Plan;

/// <summary>A set of conditions by its meaning. What is in it stands in the pool that it belongs to.</summary>
/// <param name="First">The first of its children, among the children of all sets.</param>
/// <param name="Level">How high it stands above conditions.</param>
/// <param name="Hash">Of what it means, wherever it stands.</param>
internal readonly record struct SetShape(Conjunction Conjunction, int First, int Width, int Level, int Hash);
