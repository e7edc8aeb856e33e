namespace Coop.Server.Web.Parts;

/// <summary>What an input inside a field puts on itself.</summary>
/// <param name="Id">Its id: the label points to it.</param>
/// <param name="DescribedBy">Its aria-describedby: hint and problems.</param>
public sealed record FieldContext(string Id, string? DescribedBy, bool IsInvalid)
{
    /// <summary>Splat it: <c>@attributes="field.Attributes"</c>.</summary>
    public Dictionary<string, object?> Attributes => new()
    {
        ["id"] = Id,
        ["aria-describedby"] = DescribedBy,
        ["aria-invalid"] = IsInvalid ? "true" : null,
    };
}
