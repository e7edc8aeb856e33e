using System.Security.Cryptography;
using System.Text;
using Coop.Engine.ApiKeys;

namespace Coop.Server.People;

/// <summary>The secret of the set-up link: made on every start, known to whoever sees the server's output.</summary>
internal sealed class FirstRunToken : IDisposable
{
    public string Secret { get; } = ApiKeySecret.New();

    /// <summary>Whoever creates the organisation holds it.</summary>
    public SemaphoreSlim Once { get; } = new(1, 1);

    public bool Matches(string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Secret));

    public void Dispose() => Once.Dispose();
}
