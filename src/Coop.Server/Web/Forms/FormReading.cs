namespace Coop.Server.Web.Forms;

/// <summary>A setting as it was read, as a form.</summary>
/// <param name="Version">What a save must find still there; null for a setting that is not there yet.</param>
/// <param name="Name">What the setting is called now.</param>
/// <param name="ChangedAt">When it was saved last, where that is kept.</param>
/// <param name="Barred">Why the reader may not change it, said before they type; null for whoever may.</param>
public sealed record FormReading<TForm>(TForm Form, string? Version = null, string? Name = null, DateTimeOffset? ChangedAt = null, string? Barred = null);
