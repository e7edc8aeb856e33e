using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Server.Access;
using Coop.Tests.Web;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Coop.Tests.People;

/// <summary>The way from a page to a feature, asked by real sessions.</summary>
public sealed class GateTests(PeopledServer people) : IClassFixture<PeopledServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_role_gets_through_with_each_permission_it_has_and_with_no_other()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            await using var page = await OpenAsync(await people.AddAsync(role));
            foreach (var permission in Enum.GetValues<Permission>())
            {
                var acts = 0;
                var did = await page.Gate.DoAsync<int>(permission, async _ => ++acts);
                var read = await page.Gate.ReadAsync(permission, async _ => ++acts);
                var expected = role.May(permission) ? [] : new List<Problem> { PeopleProblems.NotAllowed(permission) };
                Assert.Equal((role, permission, expected.Count == 0 ? 2 : 0), (role, permission, acts));
                Assert.Equal(expected, did.Problems);
                Assert.Equal(expected, read.Problems);
            }

            Assert.Empty((await page.Gate.DoAsOneselfAsync<string>(async actor => actor.PersonId)).Problems);
        }
    }

    [Fact]
    public async Task An_open_page_is_refused_at_its_next_act_when_the_person_is_demoted_or_removed()
    {
        var store = people.Server.Get<PeopleFeature>();
        var (demoted, removed) = (await people.AddAsync(Role.Admin), await people.AddAsync(Role.Admin));
        await using var first = await OpenAsync(demoted);
        await using var second = await OpenAsync(removed);
        await store.ChangeRoleAsync(demoted.OrgId, demoted.Id, Role.Analyst, "me", null, Cancel);
        await store.RemoveAsync(removed.OrgId, removed.Id, "me", null, Cancel);

        foreach (var gate in new[] { first.Gate, second.Gate })
        {
            Assert.Equal([PeopleProblems.SessionEnded], (await gate.DoAsync<int>(Permission.ManageUsers, _ => throw new InvalidOperationException())).Problems);
            Assert.Equal([PeopleProblems.SessionEnded], (await gate.DoAsOneselfAsync<int>(_ => throw new InvalidOperationException())).Problems);
        }
    }

    [Fact]
    public async Task A_bug_becomes_a_problem_with_a_reference_and_a_stranger_gets_nowhere()
    {
        await using var page = await OpenAsync(await people.AddAsync(Role.Admin));
        var broken = Assert.Single((await page.Gate.DoAsync<int>(Permission.ManageOrg, _ => throw new InvalidOperationException("secret"))).Problems);
        Assert.Equal("web.unexpected", broken.Code);
        Assert.DoesNotContain("secret", broken.Detail, StringComparison.Ordinal);

        await using var nobody = Page(new System.Security.Claims.ClaimsPrincipal());
        Assert.Equal([PeopleProblems.SessionEnded], (await nobody.Gate.ReadAsync(Permission.ViewMrt, async _ => 1)).Problems);
    }

    private async Task<OpenPage> OpenAsync(Person person)
    {
        var session = (await people.Server.Get<IAccounts>().StartSessionAsync(person.Id, Cancel))!;
        return Page(Session.Principal(session.Person, session.Stamp));
    }

    private OpenPage Page(System.Security.Claims.ClaimsPrincipal user)
    {
        var scope = people.Server.Services.CreateAsyncScope();
        var state = (IHostEnvironmentAuthenticationStateProvider)scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        state.SetAuthenticationState(Task.FromResult(new AuthenticationState(user)));
        return new OpenPage(scope, scope.ServiceProvider.GetRequiredService<Gate>());
    }

    private sealed record OpenPage(AsyncServiceScope Scope, Gate Gate) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Scope.DisposeAsync();
    }
}
