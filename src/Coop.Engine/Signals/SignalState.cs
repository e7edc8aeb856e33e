namespace Coop.Engine.Signals;

/// <summary>What was seen of one signal while it runs. It lives and dies with the loaded code: a reload starts with trust anew.</summary>
internal sealed class SignalState
{
    private volatile bool _distrusted;

    /// <summary>Whether it got a caller stuck who lent it his thread.</summary>
    public bool IsDistrusted => _distrusted;

    public void Distrust() => _distrusted = true;
}
