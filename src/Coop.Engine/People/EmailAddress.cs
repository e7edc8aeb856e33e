using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;

namespace Coop.Engine.People;

public static class EmailAddress
{
    /// <summary>Trimmed and lower-cased: two spellings of one mailbox are one account.</summary>
    public static bool TryNormalise(string? text, [NotNullWhen(true)] out string? email)
    {
        email = text?.Trim().ToLowerInvariant();
        if (email is { Length: > 2 and <= 254 } && MailAddress.TryCreate(email, out var parsed) && parsed.Address == email)
        {
            return true;
        }

        email = null;
        return false;
    }
}
