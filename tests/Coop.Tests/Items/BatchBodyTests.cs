using System.Text;
using Coop.Engine.Submissions;
using Coop.Server.Items;

namespace Coop.Tests.Items;

public sealed class BatchBodyTests
{
    private const int Most = SubmissionBatch.MostItems;

    [Theory]
    // The smallest that items can be, in the largest body that is taken.
    [InlineData("{}", 17_000_000)]
    [InlineData("1", 25_000_000)]
    [InlineData("[]", 17_000_000)]
    public void Too_many_items_are_refused_before_anything_is_made_of_them(string item, int count)
    {
        var body = Body(item, count);
        Assert.Equal("submission.too-many-items", BatchBody.Read(Body(item, 400_000)).Problems[0].Code);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var problems = BatchBody.Read(body).Problems;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal("submission.too-many-items", Assert.Single(problems).Code);
        Assert.Contains($"this one has {count}.", problems[0].Detail, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, body.Length / 10);
    }

    [Theory]
    [InlineData(Most, true)]
    [InlineData(Most + 1, false)]
    public void As_many_as_there_may_be_are_taken_whatever_else_the_body_says_and_however_long_it_is(int count, bool isTaken)
    {
        foreach (var padding in (int[])[0, 2_000_000])
        {
            var json = $$"""{ "more": { "items": [{{string.Join(',', Enumerable.Repeat("1", Most * 2))}}] }, "x": "{{new string('x', padding)}}", "items": [{{string.Join(',', Enumerable.Repeat("{}", count))}}], "last": [[]] }""";
            var read = BatchBody.Read(Encoding.UTF8.GetBytes(json));

            Assert.Equal(isTaken, read.TryGet(out _));
            Assert.Equal(isTaken ? [] : ["submission.too-many-items"], read.Problems.Select(problem => problem.Code));
        }
    }

    [Fact]
    public void A_long_body_that_is_no_json_has_the_mistake_of_a_short_one()
    {
        var problem = Assert.Single(BatchBody.Read(Encoding.UTF8.GetBytes($$"""{ "x": "{{new string('x', 2_000_000)}}", "items": [ {} """)).Problems);

        Assert.Equal("http.malformed-body", problem.Code);
        Assert.Contains("it ends in the middle", problem.Detail, StringComparison.Ordinal);
    }

    private static byte[] Body(string item, int count)
    {
        var body = new MemoryStream();
        body.Write("""{"items":["""u8);
        var each = Encoding.UTF8.GetBytes("," + item);
        body.Write(each.AsSpan(1));
        for (var i = 1; i < count; i++)
        {
            body.Write(each);
        }

        body.Write("]}"u8);
        return body.ToArray();
    }
}
