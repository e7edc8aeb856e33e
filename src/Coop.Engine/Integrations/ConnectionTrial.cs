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

    public static async Task<IReadOnlyList<ConnectionTestStep>> RunAsync(IConnectionTest test, SecretWords secrets, OrgConfig config, TimeProvider time, CancellationToken cancellationToken)
    {
        var steps = new List<ConnectionTestStep>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            // On a thread of its own, so that a test that blocks cannot outlast the limit either.
            await Task.Run(() => TakeAsync(test, config, steps, limit.Token), cancellationToken).WaitAsync(Limit, time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (TimeoutException)
        {
            await limit.CancelAsync();
            return Ended(steps, $"No answer within {Limit.TotalSeconds:0} seconds. Try again, or ask the vendor.", secrets);
        }
        catch (Exception e)
        {
            return Ended(steps, SafeReason.MessageOf(e), secrets);
        }

        return steps.Count == 0 ? Ended(steps, "The integration says nothing about the connection.", secrets) : Ended(steps, null, secrets);
    }

    private static async Task TakeAsync(IConnectionTest test, OrgConfig config, List<ConnectionTestStep> steps, CancellationToken cancellationToken)
    {
        await foreach (var step in test.TestConnectionAsync(config, cancellationToken))
        {
            lock (steps)
            {
                if (step is not null)
                {
                    steps.Add(step);
                }

                if (step is { Passed: false } || steps.Count == MostSteps)
                {
                    return;
                }
            }
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
