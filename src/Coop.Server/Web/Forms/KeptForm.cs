using System.Text.Json;

namespace Coop.Server.Web.Forms;

/// <summary>A draft as the browser keeps it.</summary>
/// <param name="Version">Of the setting it was typed over.</param>
/// <param name="Typed">Never with a secret.</param>
internal sealed record KeptForm(string? Version, JsonElement Typed);
