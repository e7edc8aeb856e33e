using Microsoft.Extensions.Time.Testing;

namespace Coop.Tests.Storage;

/// <summary>A wall clock that can be set, over a steady one that cannot: as on a real machine.</summary>
internal sealed class SteppedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private TimeSpan _step;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _step;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    public void Step(TimeSpan by) => _step += by;
}
