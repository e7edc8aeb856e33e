using Coop.Engine.Deciding;
using Coop.Engine.Flow;

namespace Coop.Tests.Flow;

public class SpentQuotasTests
{
    private static readonly DateOnly Today = new(2030, 1, 1);

    private readonly SpentQuotas _spent = new();

    [Fact]
    public void A_rule_is_left_out_for_the_rest_of_its_day()
    {
        _spent.Note("A", Today, [new QuotaClaim("r1", 5)]);
        _spent.Note("A", Today, [new QuotaClaim("r2", 1)]);

        Assert.Equal(["r1", "r2"], _spent.Of("A", Today, Limits(("r1", 5), ("r2", 1), ("r3", 1))).Order());
        Assert.Empty(_spent.Of("A", Today.AddDays(1), Limits(("r1", 5))));
        Assert.Empty(_spent.Of("B", Today, Limits(("r1", 5))));
    }

    [Fact]
    public void A_limit_that_was_raised_is_not_spent_and_one_that_was_lowered_is()
    {
        _spent.Note("A", Today, [new QuotaClaim("r1", 5)]);

        Assert.Empty(_spent.Of("A", Today, Limits(("r1", 6))));
        Assert.Equal(["r1"], _spent.Of("A", Today, Limits(("r1", 3))));
        Assert.Empty(_spent.Of("A", Today, Limits()));
    }

    [Fact]
    public void A_new_day_forgets_the_old_one()
    {
        _spent.Note("A", Today, [new QuotaClaim("r1", 5)]);
        _spent.Note("A", Today.AddDays(1), [new QuotaClaim("r2", 5)]);

        Assert.Equal(["r2"], _spent.Of("A", Today.AddDays(1), Limits(("r1", 5), ("r2", 5))));
    }

    private static Dictionary<string, int> Limits(params (string RuleId, int Most)[] limits) => limits.ToDictionary(limit => limit.RuleId, limit => limit.Most);
}
