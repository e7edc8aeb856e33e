using System.Text.Json;
using Coop.Engine.Submissions;

namespace Coop.Tests.Submissions;

public class SubmissionBatchTests
{
    [Theory]
    [InlineData("""{"id":"1","data":{},"typeId":"t"}""", null, false)]
    [InlineData("""{"id":"1","data":{},"typeId":"t","typeVersion":"v","typeSchemaVariant":"original"}""", "v", false)]
    [InlineData("""{"id":"1","data":{},"typeId":"t","typeSchemaVariant":"partial"}""", null, true)]
    [InlineData("""{"id":"1","data":{},"typeId":"t","typeVersion":null}""", null, false)]
    [InlineData("""{"id":"1","data":{},"type":{"id":"t"}}""", null, false)]
    [InlineData("""{"id":"1","data":{},"type":{"id":"t","version":"v","schemaVariant":"partial"}}""", "v", true)]
    [InlineData("""{"id":"1","data":{},"typeId":"t","somethingElse":1}""", null, false)]
    public void Reads_both_forms_of_an_item(string json, string? version, bool isPartial)
    {
        var item = Read($$"""{"items":[{{json}}]}""").Items.Single().Value;

        Assert.Equal(("1", "t", version, isPartial), (item.Id, item.TypeId, item.TypeVersion, item.IsPartial));
    }

    [Theory]
    [InlineData("7", "submission.item-not-an-object")]
    [InlineData("null", "submission.item-not-an-object")]
    [InlineData("""{"data":{},"typeId":"t"}""", "submission.required")]
    [InlineData("""{"id":"","data":{},"typeId":"t"}""", "submission.required")]
    [InlineData("""{"id":7,"data":{},"typeId":"t"}""", "submission.required")]
    [InlineData("""{"id":"1","typeId":"t"}""", "submission.data")]
    [InlineData("""{"id":"1","data":[],"typeId":"t"}""", "submission.data")]
    [InlineData("""{"id":"1","data":{}}""", "submission.required")]
    [InlineData("""{"id":"1","data":{},"typeId":""}""", "submission.required")]
    [InlineData("""{"id":"1","data":{},"typeId":"t","typeVersion":""}""", "submission.text")]
    [InlineData("""{"id":"1","data":{},"typeId":"t","typeSchemaVariant":"PARTIAL"}""", "submission.schema-variant")]
    [InlineData("""{"id":"1","data":{},"type":{"id":"t","schemaVariant":"half"}}""", "submission.schema-variant")]
    [InlineData("""{"id":"1","data":{},"type":{}}""", "submission.required")]
    [InlineData("""{"id":"1","data":{},"type":"t"}""", "submission.type")]
    [InlineData("""{"id":"1","data":{},"type":{"id":"t"},"typeId":"t"}""", "submission.type-twice")]
    public void Refuses_an_item_of_another_shape(string json, string code) =>
        Assert.Equal([code], Read($$"""{"items":[{{json}}]}""").Items.Single().Problems.Select(problem => problem.Code));

    [Fact]
    public void Reports_every_mistake_of_an_item() =>
        Assert.Equal(
            ["submission.required", "submission.data", "submission.required", "submission.schema-variant"],
            Read("""{"items":[{"id":"","typeSchemaVariant":1}]}""").Items.Single().Problems.Select(problem => problem.Code));

    [Theory]
    [InlineData("""{"items":[]}""", false)]
    [InlineData("""{"items":[],"dryRun":true}""", true)]
    [InlineData("""{"items":[],"dryRun":false}""", false)]
    public void Is_a_dry_run_only_when_told(string json, bool isDryRun) => Assert.Equal(isDryRun, Read(json).IsDryRun);

    [Theory]
    [InlineData("[]", "submission.not-an-object")]
    [InlineData("null", "submission.not-an-object")]
    [InlineData("{}", "submission.items-missing")]
    [InlineData("""{"items":{}}""", "submission.items-missing")]
    [InlineData("""{"items":[],"dryRun":"yes"}""", "submission.dry-run")]
    public void Refuses_a_body_of_another_shape(string json, string code) =>
        Assert.Equal([code], SubmissionBatch.Read(JsonElement.Parse(json)).Problems.Select(problem => problem.Code));

    private static SubmissionBatch Read(string json) => SubmissionBatch.Read(JsonElement.Parse(json)).Value;
}
