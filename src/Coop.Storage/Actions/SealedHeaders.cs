using System.Diagnostics.CodeAnalysis;
using Coop.Engine.Actions;
using Coop.Storage.Secrets;

namespace Coop.Storage.Actions;

/// <summary>The headers of a webhook as they lie in the database: names can be read, values, which are often credentials, for this organisation's action only.</summary>
internal static class SealedHeaders
{
    // Values from before they were sealed do not begin so.
    private const string Mark = "sealed:";
    private const string Purpose = "webhook-header";

    public static ModerationAction Seal(SecretVault vault, ModerationAction action) => action with { CallbackHeaders = Seal(vault, action.OrgId, action.Id, action.CallbackHeaders) };

    public static ModerationAction Open(SecretVault vault, ModerationAction kept) => kept with { CallbackHeaders = Open(vault, kept.OrgId, kept.Id, kept.CallbackHeaders) };

    public static Dictionary<string, string> Seal(SecretVault vault, string orgId, string actionId, IReadOnlyDictionary<string, string> headers) =>
        headers.ToDictionary(header => header.Key, header => Mark + vault.Encrypt(header.Value, Purpose, orgId, actionId, header.Key));

    /// <returns>Why what has these values cannot be sent; null when it can.</returns>
    public static string? Obstacle(SecretVault vault, string orgId, string actionId, IReadOnlyDictionary<string, string> headers) =>
        headers.FirstOrDefault(header => !TryOpen(vault, orgId, actionId, header, out _)) is not { Key: { } name } unreadable
            ? null
            : vault.Unreadable($"the value of the header '{name}'", "or give the action its value anew and send this again", unreadable.Value[Mark.Length..]).Message;

    /// <summary>What cannot be decrypted is empty: whoever saves the action next is asked for it.</summary>
    public static Dictionary<string, string> Open(SecretVault vault, string orgId, string actionId, IReadOnlyDictionary<string, string> headers) =>
        headers.ToDictionary(header => header.Key, header => TryOpen(vault, orgId, actionId, header, out var value) ? value : "");

    private static bool TryOpen(SecretVault vault, string orgId, string actionId, KeyValuePair<string, string> header, [NotNullWhen(true)] out string? value)
    {
        value = header.Value;
        return !header.Value.StartsWith(Mark, StringComparison.Ordinal) || vault.TryDecrypt(header.Value[Mark.Length..], out value, Purpose, orgId, actionId, header.Key);
    }
}
