using System.Text;
using Coop.Engine.Items;
using Coop.Engine.Submissions;
using Coop.Integrations;

namespace Coop.Tests.Submissions;

public class MemorySizeTests
{
    private static readonly ItemType Type = new()
    {
        Id = "t",
        OrgId = "o",
        Name = "T",
        Kind = ItemTypeKind.Content,
        Version = "1",
        Fields =
        [
            new ItemField("text", ScalarType.String, false), new ItemField("tags", ScalarType.String, false, ContainerType.Array, null),
            new ItemField("counts", ScalarType.Number, false, ContainerType.Map, ScalarType.String),
        ],
    };

    /// <summary>All that is allocated for an item when it comes back from the queue is an upper bound of what it takes.</summary>
    [Theory]
    [InlineData("a post", """{"text":"§"}""", "The quick, brown fox: it jumps. ", 32)]
    [InlineData("a long text", """{"text":"§"}""", "The quick, brown fox: it jumps. ", 100_000)]
    [InlineData("a text of marks", """{"text":"\"§"}""", ",:{[", 100_000)]
    [InlineData("text of three bytes a letter", """{"text":"§"}""", "語", 100_000)]
    [InlineData("very many empty texts", """{"tags":["x"§]}""", ",\"\"", 100_000)]
    [InlineData("very many empty objects in a member no field names", """{"other":["x"§]}""", ",{}", 100_000)]
    [InlineData("very many small numbers", """{"counts":{"x":1§}}""", null, 100_000)]
    [InlineData("nothing", "{}", "", 1)]
    public void An_item_takes_about_what_is_reckoned(string what, string data, string? part, int times)
    {
        var parts = part is not null
            ? string.Concat(Enumerable.Repeat(part, times))
            : string.Concat(Enumerable.Range(0, times).Select(i => FormattableString.Invariant($",\"{i}\":1")));
        var content = Encoding.UTF8.GetBytes(data.Replace("§", parts, StringComparison.Ordinal));
        var submission = new Submission("1", "o", "i", "t", "1", content, DateTimeOffset.UnixEpoch);
        Restore(submission);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Restore(submission);
        var taken = content.Length + GC.GetAllocatedBytesForCurrentThread() - before;

        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {taken} taken, {submission.Size} reckoned");
        Assert.InRange(submission.Size, taken / 2, (taken + 1024) * 5);
    }

    private static Item Restore(Submission submission) => ItemNormalization.Restore("i", Type, submission.ReadData());
}
