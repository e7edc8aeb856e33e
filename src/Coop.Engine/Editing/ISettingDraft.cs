namespace Coop.Engine.Editing;

/// <summary>A setting as somebody wants it to be.</summary>
public interface ISettingDraft
{
    /// <summary>The version this replaces, as it was read; left out, whatever is there is replaced.</summary>
    string? Version { get; }
}
