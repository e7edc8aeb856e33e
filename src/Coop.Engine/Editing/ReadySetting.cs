namespace Coop.Engine.Editing;

/// <param name="Read">What it was made of; null for a new one.</param>
public sealed record ReadySetting<T>(Versioned<T>? Read, T Becomes);
