namespace Coop.Server.Web.Forms;

/// <summary>What somebody wants to do with what they typed and did not save.</summary>
internal enum Leaving
{
    Stay,

    /// <summary>Leaves it in the browser tab, to come back to.</summary>
    Keep,
    Discard,
}
