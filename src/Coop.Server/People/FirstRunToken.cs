using System.Security.Cryptography;
using System.Text;
using Coop.Engine.ApiKeys;

namespace Coop.Server.People;

/// <summary>The secret of the set-up link: made on every start, known to whoever sees the server's output.</summary>
internal sealed class FirstRunToken
{
    public string Secret { get; } = ApiKeySecret.New();

    public bool Matches(string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Secret));
}
