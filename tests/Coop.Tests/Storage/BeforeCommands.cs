using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Coop.Tests.Storage;

/// <summary>Does what a test wants before each command that the test's own flow gives to the database. To be made before the first of its contexts.</summary>
internal sealed class BeforeCommands : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly AsyncLocal<Action?> _then = new();
    private readonly List<IDisposable> _subscriptions = [];

    public BeforeCommands() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    public Action? Then
    {
        get => _then.Value;
        set => _then.Value = value;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
        {
            lock (_subscriptions)
            {
                _subscriptions.Add(value.Subscribe(this));
            }
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuting.Name)
        {
            Then?.Invoke();
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        lock (_subscriptions)
        {
            _subscriptions.ForEach(subscription => subscription.Dispose());
        }
    }
}
