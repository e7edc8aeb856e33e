using Coop.Engine.Banks;
using Coop.Engine.People;
using Coop.Engine.Problems;
using Coop.Engine.Rules;
using Coop.Server.People;

namespace Coop.Server.Banks;

/// <summary>
/// How a person changes banks: whoever may write rules may, but what a live rule matches against is part of what is live, and needs that permission.
/// </summary>
internal sealed class BankChange(Gate gate, BankFeature banks, IRuleStore rules, TimeProvider time)
{
    public Task<Result<MatchingBank>> CreateAsync(BankDraft draft) =>
        gate.DoAsync(Permission.MutateNonLiveRules, actor => banks.CreateAsync(actor.OrgId, draft, CancellationToken.None));

    /// <param name="change">Given the bank as it is now, how it should be.</param>
    public Task<Result<MatchingBank>> ReplaceAsync(string id, Func<MatchingBank, BankDraft> change) => DoAsync(id, async actor =>
        (await banks.FindAsync(actor.OrgId, id, CancellationToken.None)) is var found && found.TryGet(out var bank)
            ? await banks.ReplaceAsync(actor.OrgId, id, change(bank), CancellationToken.None)
            : found);

    public Task<Result<MatchingBank>> DeleteAsync(string id) => DoAsync(id, actor => banks.DeleteAsync(actor.OrgId, id, CancellationToken.None));

    private Task<Result<MatchingBank>> DoAsync(string id, Func<Actor, Task<Result<MatchingBank>>> act) => gate.DoAsync(Permission.MutateNonLiveRules, async actor =>
    {
        var now = time.GetUtcNow();
        var isLive = (await rules.ListAsync(actor.OrgId, CancellationToken.None)).Any(rule => rule.EffectiveStatus(now) == RuleStatus.Live && RuleUses.UsesBank(rule, id));
        return isLive && !actor.May(Permission.MutateLiveRules) ? PeopleProblems.NotAllowed(Permission.MutateLiveRules) : await act(actor);
    });
}
