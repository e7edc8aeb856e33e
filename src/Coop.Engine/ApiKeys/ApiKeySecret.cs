using System.Security.Cryptography;
using System.Text;

namespace Coop.Engine.ApiKeys;

/// <summary>The text of a key: 32 random bytes in lower-case hex. Only its hash is ever stored.</summary>
public static class ApiKeySecret
{
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
