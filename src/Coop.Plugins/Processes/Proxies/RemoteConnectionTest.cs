using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Coop.Engine;
using Coop.Integrations;
using Coop.Plugins.Processes.Supervision;
using Coop.Plugins.Processes.Wire;

namespace Coop.Plugins.Processes.Proxies;

/// <summary>A connection test that runs in another process; its steps are told as they come.</summary>
internal sealed class RemoteConnectionTest(SupervisedProcess process) : IConnectionTest
{
    public async IAsyncEnumerable<ConnectionTestStep> TestConnectionAsync(OrgConfig config, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var steps = Channel.CreateBounded<ConnectionTestStep>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropWrite });
        process.Learn(config);
        var testing = TestAsync(config, steps.Writer, cancellationToken);
        await foreach (var step in steps.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return step;
        }

        await testing.ConfigureAwait(false);
    }

    private async Task TestAsync(OrgConfig config, ChannelWriter<ConnectionTestStep> steps, CancellationToken cancellationToken)
    {
        try
        {
            await process.TestAsync(config.Json, step => steps.TryWrite(Read(step)), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            steps.TryComplete();
        }
    }

    private static ConnectionTestStep Read(TestStepParams step) => WireNames.TryParse<ConnectionTestStage>(step.Stage, out var stage)
        ? new ConnectionTestStep(stage, step.Passed, step.Message ?? "")
        : new ConnectionTestStep(ConnectionTestStage.Reach, false, $"The integration told of a step \"{step.Stage}\", which is none of {string.Join(", ", WireNames.All<ConnectionTestStage>())}.");
}
