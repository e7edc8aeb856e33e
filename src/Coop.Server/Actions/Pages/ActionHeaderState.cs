using System.Text.Json;
using Coop.Engine;

namespace Coop.Server.Actions.Pages;

/// <summary>A header as it stands in the form. The saved value never gets there: it is kept, or replaced by what is typed.</summary>
public sealed class ActionHeaderState
{
    public string Name { get; set; } = "";

    /// <summary>What is typed.</summary>
    public string Value { get; set; } = "";

    /// <summary>The name under which a value is saved; null for a new header.</summary>
    public string? SavedName { get; set; }

    public bool IsReplaced { get; set; }

    public bool IsKept => SavedName is not null && !IsReplaced;

    public bool IsBlank => !IsKept && Name.Trim().Length == 0 && Value.Trim().Length == 0;

    /// <summary>The saved value, or what is typed.</summary>
    public JsonElement Given => IsKept ? SecretMask.Json : JsonSerializer.SerializeToElement(Value.Trim());

    public void Keep() => (Name, Value, IsReplaced) = (SavedName ?? Name, "", false);
}
