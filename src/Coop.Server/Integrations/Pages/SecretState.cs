namespace Coop.Server.Integrations.Pages;

/// <summary>A secret on a form: saved and never shown, being replaced, or about to be removed.</summary>
public sealed class SecretState(bool isSaved, bool isUnreadable = false)
{
    public bool IsSaved { get; } = isSaved;

    /// <summary>Saved once, and encrypted with keys that this server has no more: as good as not saved.</summary>
    public bool IsUnreadable { get; } = isUnreadable;

    public bool IsReplaced { get; private set; } = !isSaved;

    public bool IsRemoved { get; private set; }

    public string Text { get; set; } = "";

    public void Replace() => (IsReplaced, IsRemoved) = (true, false);

    public void Remove() => (IsReplaced, IsRemoved, Text) = (false, true, "");

    public void Keep() => (IsReplaced, IsRemoved, Text) = (!IsSaved, false, "");

    /// <summary>Does what somebody did to the same secret on another drawing of the form.</summary>
    public void TakeOver(SecretState before)
    {
        if (before.IsRemoved && IsSaved)
        {
            Remove();
        }
        else if (before.IsReplaced && (before.IsSaved || before.Text.Length > 0))
        {
            Replace();
            Text = before.Text;
        }
    }
}
