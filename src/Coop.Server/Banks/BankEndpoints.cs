using Coop.Engine.Banks;
using Coop.Engine.People;
using Coop.Server.Settings;

namespace Coop.Server.Banks;

internal static class BankEndpoints
{
    public static void MapBanks(this IEndpointRouteBuilder admin) => admin.MapSettings<BankFeature, MatchingBank, BankDraft, BankView, BankListView>(new()
    {
        Path = "banks",
        Tag = "Matching banks",
        One = "a matching bank",
        Many = "matching banks",
        See = Permission.ViewRulesDashboard,
        Change = Permission.MutateNonLiveRules,
        View = BankView.Of,
        List = all => new BankListView(all),
        IdOf = bank => bank.Id,
        AboutReplacing = "The type stays. Rules that use the bank see the change with the next item.",
        AboutDeleting = "Refused while a rule uses it.",
    });
}
