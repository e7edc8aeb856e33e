namespace Coop.Server.Integrations.Pages;

/// <summary>What somebody changed on a configuration form, secrets left out.</summary>
/// <param name="Texts">By key.</param>
/// <param name="Lists">By key.</param>
public sealed record ConfigTyping(Dictionary<string, string> Texts, Dictionary<string, List<string>> Lists);
