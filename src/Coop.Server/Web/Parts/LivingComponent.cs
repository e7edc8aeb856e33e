using Microsoft.AspNetCore.Components;

namespace Coop.Server.Web.Parts;

/// <summary>A component that knows how long somebody looks at it. Every page and part is one, by <c>_Imports.razor</c>.</summary>
public abstract class LivingComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _life = new();

    protected LivingComponent() => Life = _life.Token;

    /// <summary>Ends with the page or with the browser's connection to it: for all that is read only to be shown here.</summary>
    protected CancellationToken Life { get; }

    /// <summary>
    /// For what somebody asked for by a press: it is done, or refused, also when they close the tab meanwhile. Cut off in between, nobody could tell them which of both.
    /// What hangs on the way has limits of its own.
    /// </summary>
    protected static CancellationToken ToItsEnd => CancellationToken.None;

    /// <summary>Lets go of what the component listens to.</summary>
    protected virtual void Leave()
    {
    }

    public void Dispose()
    {
        _life.Cancel();
        _life.Dispose();
        Leave();
        GC.SuppressFinalize(this);
    }
}
