using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.JSInterop;

namespace Coop.Server.Web.Forms;

/// <summary>
/// What somebody typed and did not save yet, kept in the browser tab so that it outlives a lost connection, a restart of the server and a reload.
/// Encrypted, and bound to the person: the tab may be used by another one afterwards. Never put a secret into a draft.
/// </summary>
internal sealed class FormDraft(IJSRuntime js, IDataProtectionProvider protection, Access.Gate gate)
{
    // What a page could not read back in one message would cut its connection each time it is opened.
    private const int MostKept = 768 * 1024;

    // These texts are never put into a page as they are; escaped, other alphabets would take six letters each.
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null when nothing was kept. Call it in OnAfterRender: there is no browser before.</summary>
    public async Task<T?> FindAsync<T>(string form)
    {
        var (key, protector) = await OpenAsync(form);
        if (await js.InvokeAsync<string?>("coop.kept", key) is not { } kept)
        {
            return default;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(protector.Unprotect(kept));
        }
        catch (Exception unreadable) when (unreadable is JsonException or System.Security.Cryptography.CryptographicException)
        {
            // From another version of the form, another server or another person: as good as none.
            await js.InvokeVoidAsync("coop.forget", key);
            return default;
        }
    }

    public async Task KeepAsync<T>(string form, T draft)
    {
        var (key, protector) = await OpenAsync(form);
        var kept = protector.Protect(JsonSerializer.Serialize(draft, Json));
        await (kept.Length <= MostKept ? TellAsync("coop.keep", key, kept) : TellAsync("coop.forget", key));
    }

    public async Task ForgetAsync(string form) => await TellAsync("coop.forget", (await OpenAsync(form)).Key);

    /// <summary>A browser that is away keeps what it has: whether a draft can be kept or forgotten decides nothing.</summary>
    private async Task TellAsync(string function, params object[] told)
    {
        try
        {
            await js.InvokeVoidAsync(function, told);
        }
        catch (JSDisconnectedException)
        {
        }
        catch (TaskCanceledException)
        {
        }
    }

    private async Task<(string Key, IDataProtector Protector)> OpenAsync(string form)
    {
        var person = (await gate.WhoAsync())?.PersonId ?? "";
        return ($"coop-draft:{form}", protection.CreateProtector("Coop.Server.FormDraft", person, form));
    }
}
