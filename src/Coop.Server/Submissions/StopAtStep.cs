using System.Diagnostics;
using System.Globalization;
using Coop.Engine.Flow;

namespace Coop.Server.Submissions;

/// <summary>
/// Ends this process, as a power cut would, when an item is at a step for the nth time: <c>COOP_TESTING=1 COOP_TESTING_STOP_AT=Committed:3</c>. So tests aim a kill at each
/// point between accepting and delivering. Without both variables nothing asks.
/// </summary>
internal static class StopAtStep
{
    public static Action<FlowStep>? Read(Func<string, string?> environment)
    {
        if (environment("COOP_TESTING") != "1" || environment("COOP_TESTING_STOP_AT")?.Split(':') is not [var name, var times]
            || !Enum.TryParse<FlowStep>(name, out var wanted) || !int.TryParse(times, NumberStyles.None, CultureInfo.InvariantCulture, out var left))
        {
            return null;
        }

        return step =>
        {
            if (step == wanted && Interlocked.Decrement(ref left) == 0)
            {
                Process.GetCurrentProcess().Kill();
            }
        };
    }
}
