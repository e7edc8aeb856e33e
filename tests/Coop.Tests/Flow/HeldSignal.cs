using System.Collections.Concurrent;
using Coop.Engine.Integrations;
using Coop.Integrations;
using Coop.Tests.Support;

namespace Coop.Tests.Flow;

/// <summary>A catalogue with one signal that gives no answer until the test lets it: as slow as the test wants, without a clock.</summary>
internal sealed class HeldSignal : IIntegrationCatalogueSource
{
    public const string Id = "HELD";

    private readonly ConcurrentQueue<TaskCompletionSource> _waiting = new();
    private volatile bool _isOpen;

    public HeldSignal()
    {
        var signal = new ScriptedSignal(ScriptedSignal.Describe(Id, SignalOutputType.Number) with { Cost = 100 }, RunAsync);
        Current = new IntegrationCatalogue([Offered.By(Id, [signal], TimeSpan.FromMinutes(5))]);
    }

    public event Action? Changed
    {
        add { }
        remove { }
    }

    public event Action? HealthChanged
    {
        add { }
        remove { }
    }

    public IntegrationCatalogue Current { get; }

    /// <summary>Calls that wait for their answer.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Conditions for a rule that asks it.</summary>
    public static string Conditions(string typeId) => $$"""
        { "conjunction": "AND", "conditions": [ {
            "input": { "type": "CONTENT_FIELD", "name": "text", "contentTypeId": "{{typeId}}" },
            "signal": { "id": "{\"type\":\"{{Id}}\"}", "type": "{{Id}}" }, "comparator": "GREATER_THAN", "threshold": 0.5 } ] }
        """;

    /// <summary>Answers one call that waits.</summary>
    public bool LetOneGo()
    {
        if (!_waiting.TryDequeue(out var one))
        {
            return false;
        }

        one.TrySetResult();
        return true;
    }

    /// <summary>Answers all calls that wait and all that will come.</summary>
    public void Open()
    {
        _isOpen = true;
        while (LetOneGo())
        {
        }
    }

    private async ValueTask<SignalResult> RunAsync(SignalInput input, CancellationToken cancellationToken)
    {
        if (!_isOpen)
        {
            var one = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(one);
            if (_isOpen)
            {
                one.TrySetResult();
            }

            await one.Task.WaitAsync(cancellationToken);
        }

        return SignalResult.Scored(1.0);
    }
}
