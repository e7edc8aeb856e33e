using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;

namespace Coop.Engine.People;

public static class EmailAddress
{
    /// <summary>Trimmed and lower-cased: two spellings of one mailbox are one account.</summary>
    public static bool TryNormalise(string? text, [NotNullWhen(true)] out string? email)
    {
        email = text?.Trim().ToLowerInvariant();
        if (email is { Length: > 2 and <= 254 } && NameText.IsLegible(email) && !email.Any(IsLooseAccent) && MailAddress.TryCreate(email, out var parsed) && parsed.Address == email)
        {
            return true;
        }

        email = null;
        return false;
    }

    /// <summary>An accent beside its letter looks like the one letter that keyboards send, and signs in nobody; without culture data we can not put them together.</summary>
    private static bool IsLooseAccent(char letter) => letter is >= '\u0300' and <= '\u036F';
}
