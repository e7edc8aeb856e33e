using System.Security.Cryptography;

namespace Coop.Storage.Outbox;

/// <summary>Who holds what this process has claimed. Another one, and this one after a restart, has another number.</summary>
internal sealed class OutboxOwner
{
    public const long Nobody = 0;

    public long Id { get; } = RandomNumberGenerator.GetInt32(int.MaxValue) * 0x1_0000_0000L + RandomNumberGenerator.GetInt32(1, int.MaxValue);
}
