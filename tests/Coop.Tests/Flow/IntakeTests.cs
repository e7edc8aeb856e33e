using System.Net;
using Coop.Engine.Flow;
using Coop.Tests.Support;

namespace Coop.Tests.Flow;

/// <summary>A sender who is faster than the deciding is slowed down before anything is refused.</summary>
public sealed class IntakeTests
{
    // Longer than any test: it ends when the test says so.
    private static readonly TimeSpan SlowDown = TimeSpan.FromHours(7);

    [Fact]
    public async Task An_answer_is_held_back_while_there_is_no_room_and_given_when_the_time_is_over()
    {
        var time = new HeldTimers(SlowDown);
        await using var server = await FlowServer.StartAsync(new FlowOptions { InMemory = 1, SlowDown = SlowDown }, time);
        var (org, type) = await server.OrgAsync("Acme", isSlow: true);
        var (other, otherType) = await server.OrgAsync("Other");

        var held = await HeldBackAsync(server, time, org, type);
        // Nobody else is held back for it.
        await other.SubmitAsync(Moderation.Item("theirs", otherType));
        Assert.False(held.IsCompleted);

        time.RunOut();

        Assert.Equal(HttpStatusCode.Accepted, (await held).Status);
        Assert.Equal(1, server.Signal.Waiting);
        server.Signal.Open();
        Assert.Equal(["2", "1"], await server.SeeDecidedAsync(org, 2));
    }

    [Fact]
    public async Task An_answer_that_is_held_back_comes_as_soon_as_there_is_room()
    {
        var time = new HeldTimers(SlowDown);
        await using var server = await FlowServer.StartAsync(new FlowOptions { InMemory = 1, SlowDown = SlowDown }, time);
        var (org, type) = await server.OrgAsync("Acme", isSlow: true);
        var held = await HeldBackAsync(server, time, org, type);

        server.Signal.LetOneGo();

        Assert.Equal(HttpStatusCode.Accepted, (await held).Status);
        Assert.Equal(0, time.Waiting);
        server.Signal.Open();
        Assert.Equal(["2", "1"], await server.SeeDecidedAsync(org, 2));
    }

    /// <summary>One item fills the memory and waits for its signal; the next one's answer is held back.</summary>
    private static async Task<Task<(HttpStatusCode Status, System.Text.Json.JsonElement Body, int? RetryAfter)>> HeldBackAsync(FlowServer server, HeldTimers time, Moderation org, string type)
    {
        await org.SubmitAsync(Moderation.Item("1", type));
        await Eventually.SeeAsync(() => server.Signal.Waiting == 1);
        var second = FlowServer.TryToSubmitAsync(org, Moderation.Item("2", type));
        await Eventually.SeeAsync(() => second.IsCompleted || time.Waiting == 1);
        Assert.False(second.IsCompleted, "The answer was not held back.");
        return second;
    }
}
