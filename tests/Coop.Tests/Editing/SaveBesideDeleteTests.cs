using Coop.Tests.Flow;
using Coop.Tests.Server;
using Coop.Tests.Support;

namespace Coop.Tests.Editing;

public sealed class SaveBesideDeleteTests(FirstPartyServer fixture) : IClassFixture<FirstPartyServer>
{
    public static TheoryData<string> Kinds => [.. SaveBesideDelete.Kinds];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Of_a_hundred_and_sixty_times_both_never_happen(string kind)
    {
        var org = await fixture.Server.CreateOrgAsync();
        Assert.InRange(await SaveBesideDelete.RunAsync(kind, 160, org.Admin, org.Admin, "one"), 1, 159);
    }

    /// <summary>What one process wrote is looked at by the other inside its transaction: SQLite's lock is the only thing they share.</summary>
    [Fact]
    public async Task With_two_processes_on_one_folder_both_never_happen_either()
    {
        using var folder = new TempFolder();
        var config = folder["integrations.config.json"];
        await File.WriteAllTextAsync(config, FirstPartyServer.Config, TestContext.Current.CancellationToken);
        var org = await ProcessOrg.CreateAsync(folder["data"]);
        await using var one = await ServerProcess.StartAsync(folder["data"], config);
        await using var other = await ServerProcess.StartAsync(folder["data"], config);
        var saved = await Task.WhenAll(SaveBesideDelete.Kinds.Select(kind => SaveBesideDelete.RunAsync(kind, 160, org.At(one).Org.Admin, org.At(other).Org.Admin, "two")));
        Assert.All(saved, times => Assert.InRange(times, 1, 159));
    }
}
