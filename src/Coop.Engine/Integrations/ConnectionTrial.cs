using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Integrations;

/// <summary>
/// Lets an integration try a configuration that need not be saved. What its code does instead (throws, blocks, never ends) is a failed step, and no secret
/// stands in what it says.
/// </summary>
internal static class ConnectionTrial
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // One for each layer is what the contract asks for; more would be an author's slip.
    private const int MostSteps = 20;

    public static async Task<IReadOnlyList<ConnectionTestStep>> RunAsync(
        SetupCall calls, string orgId, IConnectionTest test, SecretWords secrets, OrgConfig config, CancellationToken cancellationToken)
    {
        var steps = new List<ConnectionTestStep>();
        var answer = await calls.RunAsync(orgId, test, Limit, token => TakeAsync(test, config, steps, token), cancellationToken);
        var failure = answer.IsLate ? $"{answer.Failure} Try again, or ask the vendor." : answer.Failure;
        return Ended(steps, failure ?? (answer.Result == 0 ? "The integration says nothing about the connection." : null), secrets);
    }

    /// <returns>How many steps there are.</returns>
    private static async Task<int> TakeAsync(IConnectionTest test, OrgConfig config, List<ConnectionTestStep> steps, CancellationToken cancellationToken)
    {
        await foreach (var step in test.TestConnectionAsync(config, cancellationToken).ConfigureAwait(false))
        {
            // Whoever asked may have been told already, and reads them.
            lock (steps)
            {
                if (step is not null)
                {
                    steps.Add(step);
                }

                if (step is { Passed: false } || steps.Count == MostSteps)
                {
                    break;
                }
            }
        }

        lock (steps)
        {
            return steps.Count;
        }
    }

    /// <param name="failure">What ended it, as a last step that failed; null when its own steps say it all.</param>
    private static List<ConnectionTestStep> Ended(List<ConnectionTestStep> steps, string? failure, SecretWords secrets)
    {
        lock (steps)
        {
            List<ConnectionTestStep> told = [.. steps.Select(step => step with { Stage = Enum.IsDefined(step.Stage) ? step.Stage : ConnectionTestStage.Sample, Message = Text(step.Message) })];
            if (failure is not null)
            {
                told.Add(new ConnectionTestStep(told.Count == 0 ? ConnectionTestStage.Reach : told[^1].Stage, false, Text(failure)));
            }

            return told;
        }

        string Text(string? message) => SafeReason.Of(secrets.Remove(message ?? ""));
    }
}
