using System.Text.Json;

namespace Coop.Engine.Submissions;

/// <summary>An item as it was posted: its shape is right, its type not resolved and its data not checked.</summary>
/// <param name="Data">A JSON object.</param>
/// <param name="TypeVersion">The version of the type it wants to be checked against; null for the newest.</param>
/// <param name="IsPartial">True when every field counts as optional.</param>
public sealed record RawItem(string Id, JsonElement Data, string TypeId, string? TypeVersion, bool IsPartial);
