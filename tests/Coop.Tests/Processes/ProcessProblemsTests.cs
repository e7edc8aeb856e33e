using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Plugins.ConfigFile;
using Coop.Plugins.Processes.Supervision;
using Coop.Plugins.Processes.Wire;

namespace Coop.Tests.Processes;

/// <summary>What a runner of any make may answer to <c>initialize</c>, and what an admin reads of it.</summary>
public sealed class ProcessProblemsTests
{
    [Theory]
    [InlineData(ErrorCode.ProtocolMismatch, "{}", IntegrationState.Incompatible, "integration.protocol-mismatch")]
    [InlineData(ErrorCode.LoadFailed, """{ "missingModule": "left-pad" }""", IntegrationState.Faulted, "integration.missing-module")]
    [InlineData(ErrorCode.LoadFailed, """{ "phase": "createSignals" }""", IntegrationState.Faulted, "integration.threw")]
    [InlineData(ErrorCode.LoadFailed, """{ "problem": "other.runner" }""", IntegrationState.Faulted, "other.runner")]
    [InlineData(ErrorCode.InternalError, "{}", IntegrationState.Faulted, "integration.load-failed")]
    public void A_refused_start_has_a_state_and_a_code(int error, string data, IntegrationState state, string code)
    {
        var failure = ProcessProblems.Refused(new WireError(error, "No.", JsonElement.Parse(data)));
        Assert.Equal((state, code), (failure.State, failure.Problem.Code));
        Assert.Contains("left-pad", ProcessProblems.Refused(new WireError(ErrorCode.LoadFailed, null, JsonElement.Parse("""{ "missingModule": "left-pad" }"""))).Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("99.0", "Upgrade the host.")]
    [InlineData("0.1", "Upgrade the runner.")]
    [InlineData(null, "(none)")]
    public void Another_protocol_says_which_side_is_older(string? version, string says)
    {
        var failure = ProcessProblems.OtherProtocol(version);
        Assert.Equal((IntegrationState.Incompatible, "integration.protocol-mismatch"), (failure.State, failure.Problem.Code));
        Assert.Contains(says, failure.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_protocol_at_all_is_told() => Assert.Equal("integration.broke-protocol", ProcessProblems.BrokeProtocol("It said nothing.").Problem.Code);

    [Fact]
    public void A_runner_that_only_says_no_is_quoted_so_and_a_refused_config_is_placed_in_the_file()
    {
        var entry = new ConfigEntry { Package = "any", Path = "$.integrations[2]" };
        Assert.Equal("integration.invalid", ProcessProblems.Said(new WireProblem(null, null, null), entry).Code);
        var refused = ProcessProblems.Said(new WireProblem("entry.config", "too low", "config.limit"), entry);
        Assert.Equal(("integration.config-refused", "$.integrations[2].config.limit"), (refused.Code, refused.Path));
    }
}
