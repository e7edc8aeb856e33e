using System.Collections.Concurrent;
using Coop.Plugins.Processes.Wire;

namespace Coop.Plugins.Processes.Supervision;

/// <summary>The connection tests under way, by the number of their call: each hears its own steps.</summary>
internal sealed class ConnectionTests
{
    private readonly ConcurrentDictionary<long, Action<TestStepParams>> _steps = new();

    public void Begin(long call, Action<TestStepParams> step) => _steps[call] = step;

    public void Report(TestStepParams step) => _steps.GetValueOrDefault(step.Id)?.Invoke(step);

    public void End(Action<TestStepParams> step)
    {
        foreach (var (call, _) in _steps.Where(pair => pair.Value == step))
        {
            _steps.TryRemove(call, out _);
        }
    }
}
