using Coop.Engine.Flow;
using Coop.Engine.Integrations;
using Coop.Engine.Items;
using Coop.Engine.Submissions;
using Coop.Integrations;
using Coop.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Tests.Flow;

/// <summary>A signal that promised to compute, and keeps the thread it was lent.</summary>
public sealed class StuckThinkerTests : IDisposable
{
    private readonly ManualResetEventSlim _release = new();

    public void Dispose() => _release.Dispose();

    [Fact]
    public async Task Its_item_is_decided_all_the_same_and_so_are_all_others()
    {
        var signal = new ScriptedSignal(ScriptedSignal.Describe("BLOCKS", SignalOutputType.Number), input =>
        {
            if (input.Value!.Value.AsText() == "block")
            {
                _release.Wait(CancellationToken.None);
            }

            return SignalResult.Scored(1.0);
        });
        var log = new KeptFlowLog();
        await using var server = await TestServer.StartAsync(configure: builder =>
        {
            builder.Services.AddSingleton<IIntegrationCatalogueSource>(new FixedCatalogue([Offered.By("BLOCKS", [signal], TimeSpan.FromSeconds(1))]));
            builder.Services.AddSingleton(new FlowOptions { Thinkers = 1 });
            builder.Services.AddSingleton<IFlowLog>(log);
        });
        var (stuck, other) = (new Moderation(await server.CreateOrgAsync("Stuck")), new Moderation(await server.CreateOrgAsync("Other")));
        var (type, otherType) = (await stuck.PostTypeAsync(), await other.PostTypeAsync());
        await stuck.RuleAsync("Measured", type, [], conditions: HeldSignal.Conditions(type).Replace(HeldSignal.Id, "BLOCKS", StringComparison.Ordinal));

        // The first item of a process takes long before it comes to the signal, and would be told of as stuck without one.
        await stuck.SubmitAsync(Moderation.Item("before", type, "fine"));
        await stuck.DecisionsAsync("before");
        await stuck.SubmitAsync([Moderation.Item("b1", type, "block"), Moderation.Item("b2", type, "block"), .. FlowServer.Items(type, "n", 10)]);
        await other.SubmitAsync(FlowServer.Items(otherType, "o", 10));

        try
        {
            for (var i = 0; i < 10; i++)
            {
                await other.DecisionsAsync($"o{i}");
                await stuck.DecisionsAsync($"n{i}");
            }

            Assert.Single(await stuck.DecisionsAsync("b1"));
            Assert.Single(await stuck.DecisionsAsync("b2"));
            await Eventually.SeeAsync(
                () => Task.FromResult(log.Said), said => said.Contains($"stuck {stuck.Org.Id} b1: Signal BLOCKS of integration BLOCKS"));
        }
        finally
        {
            _release.Set();
        }
    }

    /// <summary>Once its thread has gone on from what kept it into somebody's code, too: after a pause of the machine, all threads look stuck in ours.</summary>
    [Fact]
    public async Task An_item_whose_thread_was_found_stuck_before_it_was_measured_is_decided_and_so_are_all_after_it()
    {
        var log = new KeptFlowLog();
        var signal = new ScriptedSignal(ScriptedSignal.Describe("BLOCKS", SignalOutputType.Number), input =>
        {
            if (input.Value!.Value.AsText() == "block")
            {
                _release.Wait(CancellationToken.None);
            }

            return SignalResult.Scored(1.0);
        });
        await using var server = await TestServer.StartAsync(configure: builder =>
        {
            builder.Services.AddSingleton<IIntegrationCatalogueSource>(new FixedCatalogue([Offered.By("BLOCKS", [signal], TimeSpan.FromSeconds(1))]));
            builder.Services.AddSingleton(new FlowOptions { Thinkers = 1 });
            builder.Services.AddSingleton<IFlowLog>(log);
            builder.Services.AddSingleton<IItemTypeVersions>(given => new VersionsOfAStuckThread(given.GetRequiredService<CurrentPlans>(), log));
        });
        var org = new Moderation(await server.CreateOrgAsync("Stuck"));
        var type = await org.PostTypeAsync();
        await org.RuleAsync("Measured", type, [], conditions: HeldSignal.Conditions(type).Replace(HeldSignal.Id, "BLOCKS", StringComparison.Ordinal));
        await org.SubmitAsync(Moderation.Item("before", type, "fine"));
        await org.DecisionsAsync("before");
        try
        {
            await server.Get<IItemStream>().AppendAsync(
                [new Submission(Guid.CreateVersion7().ToString("N"), org.Org.Id, "stuck", type, "an older version", """{"text":"block"}"""u8.ToArray(), TimeProvider.System.GetUtcNow())],
                null,
                TestContext.Current.CancellationToken);

            Assert.Single(await org.DecisionsAsync("stuck"));
            await org.SubmitAsync(Moderation.Item("after", type, "fine"));
            Assert.Single(await org.DecisionsAsync("after"));
        }
        finally
        {
            _release.Set();
        }
    }

    [Fact]
    public async Task An_item_that_had_to_wait_before_it_was_measured_is_decided_all_the_same()
    {
        var signal = new ScriptedSignal(ScriptedSignal.Describe("BLOCKS", SignalOutputType.Number), _ =>
        {
            _release.Wait(CancellationToken.None);
            return SignalResult.Scored(1.0);
        });
        await using var server = await TestServer.StartAsync(configure: builder =>
        {
            builder.Services.AddSingleton<IIntegrationCatalogueSource>(new FixedCatalogue([Offered.By("BLOCKS", [signal], TimeSpan.FromSeconds(1))]));
            builder.Services.AddSingleton(new FlowOptions { Thinkers = 1 });
            builder.Services.AddSingleton<IItemTypeVersions>(given => new VersionsFromAfar(given.GetRequiredService<CurrentPlans>()));
        });
        var org = new Moderation(await server.CreateOrgAsync("Stuck"));
        var type = await org.PostTypeAsync();
        await org.RuleAsync("Measured", type, [], conditions: HeldSignal.Conditions(type).Replace(HeldSignal.Id, "BLOCKS", StringComparison.Ordinal));
        try
        {
            await server.Get<IItemStream>().AppendAsync(
                [new Submission(Guid.CreateVersion7().ToString("N"), org.Org.Id, "waits", type, "an older version", """{"text":"x"}"""u8.ToArray(), TimeProvider.System.GetUtcNow())],
                null,
                TestContext.Current.CancellationToken);

            Assert.Single(await org.DecisionsAsync("waits"));
        }
        finally
        {
            _release.Set();
        }
    }

    [Fact]
    public async Task What_it_had_measured_is_decided_by_the_rules_that_asked_for_it_whatever_is_in_force_by_then()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var signal = new ScriptedSignal(ScriptedSignal.Describe("BLOCKS", SignalOutputType.Number), input =>
        {
            if (input.Value!.Value.AsText() == "block")
            {
                entered.TrySetResult();
                _release.Wait(CancellationToken.None);
            }

            return SignalResult.Scored(1.0);
        });
        await using var server = await TestServer.StartAsync(configure: builder =>
        {
            builder.Services.AddSingleton<IIntegrationCatalogueSource>(new FixedCatalogue([Offered.By("BLOCKS", [signal], TimeSpan.FromSeconds(1))]));
            builder.Services.AddSingleton(new FlowOptions { Thinkers = 1 });
        });
        var org = new Moderation(await server.CreateOrgAsync("Stuck"));
        var type = await org.PostTypeAsync();
        var (harmless, ban) = (await org.WebhookAsync("Harmless", "http://127.0.0.1:9/harmless"), await org.WebhookAsync("Ban", "http://127.0.0.1:9/ban"));
        var first = await org.RuleAsync("First", type, [], conditions: Moderation.TextEquals(type, "something else"));
        await org.RuleAsync("Stuck", type, [], conditions: HeldSignal.Conditions(type).Replace(HeldSignal.Id, "BLOCKS", StringComparison.Ordinal));
        await org.RuleAsync("Match", type, [harmless], conditions: Moderation.TextEquals(type, "block"));
        await org.RuleAsync("No match", type, [ban], conditions: Moderation.TextEquals(type, "bad"));
        await org.SubmitAsync(Moderation.Item("before", type, "fine"));
        await org.DecisionsAsync("before");
        try
        {
            await org.SubmitAsync(Moderation.Item("b1", type, "block"));
            await entered.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            // With the first rule gone, every other stands at the place of the one before it.
            using var deleted = await org.Org.Admin.DeleteAsync($"/api/v1/admin/rules/{first}", TestContext.Current.CancellationToken);
            Assert.True(deleted.IsSuccessStatusCode);
            var execution = await org.ExecutionAsync("b1", _ => true);
            Assert.Equal(harmless, execution.GetProperty("actionId").GetString());
        }
        finally
        {
            _release.Set();
        }
    }

    /// <summary>Any version is like the newest, and keeps the thread until it was found to be stuck.</summary>
    private sealed class VersionsOfAStuckThread(CurrentPlans plans, KeptFlowLog log) : IItemTypeVersions
    {
        public Task<ItemType?> FindVersionAsync(string orgId, string id, string version, CancellationToken cancellationToken)
        {
            Assert.True(SpinWait.SpinUntil(() => log.Said.Any(said => said.StartsWith("stuck", StringComparison.Ordinal)), TimeSpan.FromMinutes(1)));
            var plan = plans.GetAsync(orgId, cancellationToken).AsTask();
            Assert.True(plan.IsCompletedSuccessfully);
            return Task.FromResult<ItemType?>(plan.GetAwaiter().GetResult().ItemTypes[id]);
        }
    }

    /// <summary>Any version is like the newest, and comes a moment later.</summary>
    private sealed class VersionsFromAfar(CurrentPlans plans) : IItemTypeVersions
    {
        public async Task<ItemType?> FindVersionAsync(string orgId, string id, string version, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return (await plans.GetAsync(orgId, cancellationToken)).ItemTypes[id];
        }
    }
}
