using System.Text.Json;

namespace Coop.Server.Items;

/// <summary>What the endpoints for items take, for the description of the API. It is read by <see cref="Coop.Engine.Submissions.SubmissionBatch"/>, which reports every mistake.</summary>
internal sealed record ItemsBody(IReadOnlyList<ItemBody> Items);

/// <inheritdoc cref="ItemsBody"/>
/// <param name="DryRun">True to store and send nothing; false when left out.</param>
internal sealed record EvaluateBody(IReadOnlyList<ItemBody> Items, bool? DryRun);

/// <param name="Id">The item's id at the platform.</param>
/// <param name="Data">The item's fields.</param>
/// <param name="TypeId">The item type's id. Or use <paramref name="Type"/>.</param>
/// <param name="TypeVersion">A version of it; the newest when left out.</param>
/// <param name="TypeSchemaVariant"><c>original</c>, or <c>partial</c> to have every field optional.</param>
/// <param name="Type">The item type in one object, instead of the three before.</param>
internal sealed record ItemBody(string Id, JsonElement Data, string? TypeId, string? TypeVersion, string? TypeSchemaVariant, ItemTypeBody? Type);

internal sealed record ItemTypeBody(string Id, string? Version, string? SchemaVariant);
