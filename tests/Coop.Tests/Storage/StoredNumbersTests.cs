using Coop.Engine.Actions;
using Coop.Engine.Deciding;
using Coop.Engine.Review;
using Coop.Engine.Signals;
using Coop.Engine.Uses;
using Coop.Integrations;
using Coop.Storage.Actions;
using Coop.Storage.Keys;
using Coop.Storage.Outbox;

namespace Coop.Tests.Storage;

/// <summary>
/// What is stored by its number keeps it for ever: another order of an enumeration's members would have every database say something else. A new member gets the next number, and a line here.
/// </summary>
public sealed class StoredNumbersTests
{
    private static readonly (Type Stored, string Numbers)[] Pinned =
    [
        // In a decision.
        (typeof(ConditionOutcome), "Passed 0, Failed 1, Inapplicable 2, Errored 3"),
        (typeof(RuleEnvironment), "Live 0, Background 1, Backtest 2"),
        (typeof(NotRunReason), "Quota 0, Expired 1"),
        (typeof(ActionType), "CustomAction 0, EnqueueToMrt 1, EnqueueAuthorToMrt 2, EnqueueToNcmec 3"),
        (typeof(SignalOutcomeKind), "Scored 0, NotApplicable 1, Failed 2"),
        (typeof(SignalScoreKind), "None 0, Boolean 1, Number 2, Text 3"),
        (typeof(FailureKind), "TimedOut 0, Unavailable 1, BadCredential 2, Refused 3, Crashed 4, InvalidOutput 5, OutOfScope 6, Disabled 7, Missing 8"),

        // In a plan. The kind of a measurement is hashed into its key.
        (typeof(ScalarType), "UserId 0, Id 1, String 2, Boolean 3, Number 4, Audio 5, Image 6, Video 7, Datetime 8, Geohash 9, RelatedItem 10, Url 11, PolicyId 12, IpAddress 13, EmailAddress 14, Media 15"),
        (typeof(SettingKind), "ItemType 0, Action 1, Policy 2, Bank 3, Rule 4, IntegrationConfig 5, ApiKey 6, Person 7, Org 8, Signal 9, ItemField 10, ItemAuthor 11"),
        (typeof(MeasurementKind), "Presence 0, Bare 1, Judged 2, Derived 3"),

        // In rows.
        (typeof(KeyKind), "Org 0, ItemType 1, Action 2, Rule 3"),
        (typeof(ActionExecutionState), "Pending 0, Delivered 1, Failed 2"),
        (typeof(ReviewJobKind), "Item 0, Author 1, ChildSafety 2, UnknownOutcome 3"),
    ];

    [Fact]
    public void A_member_keeps_its_number() => Assert.All(Pinned, each => Assert.Equal((each.Stored, each.Numbers), (each.Stored, Numbers(each.Stored))));

    [Fact]
    public void What_stands_in_the_texts_of_statements_is_the_same_number()
    {
        Assert.Equal(ActionExecutionRow.Failed, $"{(int)ActionExecutionState.Failed}");
        Assert.Equal(OutboxRow.GivenUpText, $"{OutboxRow.GivenUp.UtcTicks}");
    }

    [Fact]
    public async Task Every_other_enumeration_of_a_row_is_stored_by_its_name()
    {
        await using var room = await StoreRoom.OpenAsync();
        await using var db = room.Db();

        var columns = db.Model.GetEntityTypes().SelectMany(row => row.GetProperties()).Where(column => (Nullable.GetUnderlyingType(column.ClrType) ?? column.ClrType).IsEnum).ToList();

        Assert.InRange(columns.Count, 3, 99);
        var byNumber = columns.Where(column => column.GetTypeMapping().Converter?.ProviderClrType != typeof(string)).Select(column => Nullable.GetUnderlyingType(column.ClrType) ?? column.ClrType);
        Assert.Empty(byNumber.Except(Pinned.Select(each => each.Stored)));
    }

    private static string Numbers(Type stored) => string.Join(", ", Enum.GetValues(stored).Cast<object>().Select(member => $"{member} {Convert.ToInt32(member, System.Globalization.CultureInfo.InvariantCulture)}"));
}
