using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Identity;

namespace Coop.Storage.People;

/// <summary>The name somebody signs in with is their address.</summary>
internal sealed class AddressNormalizer : ILookupNormalizer
{
    [return: NotNullIfNotNull(nameof(name))]
    public string? NormalizeName(string? name) => name is null ? null : PersonRow.Normalize(name);

    [return: NotNullIfNotNull(nameof(email))]
    public string? NormalizeEmail(string? email) => NormalizeName(email);
}
