using System.Text.Json;
using Coop.Engine.Items;

namespace Coop.Engine.Submissions;

/// <summary>An accepted item, durable before the 202, waiting for or having had its one decision.</summary>
/// <param name="Id">A version 7 Guid, 32 digits.</param>
/// <param name="Content">The normalised data: a JSON object, as UTF-8.</param>
/// <param name="ItemTypeVersion">The version the data was checked against.</param>
public sealed record Submission(
    string Id, string OrgId, string ItemId, string ItemTypeId, string ItemTypeVersion, ReadOnlyMemory<byte> Content, DateTimeOffset SubmittedAt, string? RequestId = null)
{
    /// <summary>The item with its typed values, as intake made it; null once the submission was read back from its bytes.</summary>
    public Item? Item { get; init; }

    public ReadOnlyMemory<byte> Content
    {
        get;
        init
        {
            field = value;
            Size = MemorySize.Of(value.Span);
        }
    } = Content;

    /// <summary>Bytes that it takes in memory, about, with its parsed data and typed values: many small values take far more than their text.</summary>
    public long Size { get; private init; } = MemorySize.Of(Content.Span);

    public JsonElement ReadData() => JsonElement.Parse(Content.Span);

    /// <summary>The same item twice is two submissions.</summary>
    public static Submission Of(string orgId, Item item, DateTimeOffset now, string? requestId) => new(
        Guid.CreateVersion7(now).ToString("N"), orgId, item.Id, item.Type.Id, item.Type.Version, System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(item.Data).ToArray(), now, requestId)
    {
        Item = item,
    };
}
