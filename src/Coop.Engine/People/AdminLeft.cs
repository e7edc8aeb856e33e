using Coop.Engine.Editing;

namespace Coop.Engine.People;

/// <summary>The organisation keeps an admin, whatever becomes of this person.</summary>
public sealed record AdminLeft(string PersonId) : Guard;
