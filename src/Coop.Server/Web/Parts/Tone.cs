namespace Coop.Server.Web.Parts;

/// <summary>How something said is meant; always beside words, never colour alone.</summary>
public enum Tone
{
    Neutral,
    Good,
    Calm,
    Warn,
    Bad,
}
