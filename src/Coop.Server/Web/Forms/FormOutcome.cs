namespace Coop.Server.Web.Forms;

/// <summary>What came of a save or a deletion.</summary>
/// <param name="Told">The sentence that says so.</param>
/// <param name="Href">Where to go; null to stay, with the form as it was saved.</param>
public sealed record FormOutcome(string Told, string? Href = null);
