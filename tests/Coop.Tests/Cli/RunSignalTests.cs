using Coop.Tests.Loading;

namespace Coop.Tests.Cli;

public sealed class RunSignalTests : IDisposable
{
    private readonly CoopProcess _coop = new();

    [Fact]
    public async Task A_score_is_a_line_for_people_and_an_object_for_machines()
    {
        string[] ask = ["run-signal", CoopProcess.TextIntegration, "TEXT_MATCHING_CONTAINS_VARIANT", "--value", "say h3||0", "--matching-values", "bye", "--matching-values", "Hello"];

        var people = await _coop.RunAsync(ask);
        var machines = await _coop.RunAsync([.. ask, "--json"]);

        Assert.Equal((0, 0), (people.ExitCode, machines.ExitCode));
        Assert.StartsWith("scored true", people.Output, StringComparison.Ordinal);
        Assert.Contains("matched Hello", people.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', people.Output);
        Assert.Equal(["outcome", "score", "matchedValue", "elapsedMs"], machines.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("scored", machines.Json.GetProperty("outcome").GetString());
        Assert.True(machines.Json.GetProperty("score").GetBoolean());
        Assert.Equal("Hello", machines.Json.GetProperty("matchedValue").GetString());
        Assert.True(machines.Json.GetProperty("elapsedMs").GetDouble() >= 0);
    }

    [Theory]
    [InlineData("STRING", "hello")]
    [InlineData("IMAGE", "https://example.test/a.png")]
    [InlineData("full_item", """{"text":"hello"}""")]
    public async Task Values_of_every_eligible_type_can_be_given(string type, string value)
    {
        var ended = await _coop.RunAsync("run-signal", CoopProcess.ExampleIntegration, "RANDOM_SCORE", "--value", value, "--type", type, "--json");

        Assert.True(ended.ExitCode == 0, ended.Notes);
        Assert.InRange(ended.Json.GetProperty("score").GetDouble(), 0, 100);
    }

    [Fact]
    public async Task A_signal_without_its_configuration_fails_as_disabled_and_runs_with_it()
    {
        string[] ask = ["run-signal", CoopProcess.ExampleIntegration, "RANDOM_SIGNAL_SELECTION", "--value", "x", "--json"];

        var without = await _coop.RunAsync(ask);
        var with = await _coop.RunAsync([.. ask, "--org-config", """{"truePercentage":"100"}"""]);

        Assert.Equal(1, without.ExitCode);
        Assert.Equal(["outcome", "failure", "elapsedMs"], without.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("failed", without.Json.GetProperty("outcome").GetString());
        Assert.Equal("Disabled", without.Json.GetProperty("failure").GetProperty("kind").GetString());
        Assert.Contains("--org-config", without.Json.GetProperty("failure").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, with.ExitCode);
        Assert.True(with.Json.GetProperty("score").GetBoolean());
    }

    [Fact]
    public async Task A_package_that_does_not_load_gives_no_answer_and_says_why()
    {
        var ended = await _coop.RunAsync("run-signal", "./nowhere", "ANY", "--value", "x", "--json");

        Assert.Equal(1, ended.ExitCode);
        Assert.Equal("Missing", ended.Json.GetProperty("failure").GetProperty("kind").GetString());
        Assert.Contains("NotFound", ended.Json.GetProperty("failure").GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_pattern_is_a_failure_with_its_reason()
    {
        var ended = await _coop.RunAsync("run-signal", CoopProcess.TextIntegration, "TEXT_MATCHING_CONTAINS_REGEX", "--value", "x", "--matching-values", "(?=a)b");

        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith("failed ", ended.Output, StringComparison.Ordinal);
        Assert.Contains("look-ahead", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TEXT_MATCHING_CONTAINS_TEXTS --value x", "Did you mean TEXT_MATCHING_CONTAINS_TEXT? It has: TEXT_MATCHING_CONTAINS_TEXT, ")]
    [InlineData("TEXT_SIMILARITY_SCORE --value x", "--matching-values")]
    [InlineData("TEXT_SIMILARITY_SCORE --value x --matching-values y --type TEXT", "There is no type TEXT. --type takes one of: USER_ID, ")]
    [InlineData("TEXT_SIMILARITY_SCORE --value x --matching-values y --type NUMBER", "does not take NUMBER. Give --type one of: STRING.")]
    [InlineData("TEXT_SIMILARITY_SCORE --value x --matching-values y --org-config {", "--org-config wants a JSON object")]
    [InlineData("TEXT_SIMILARITY_SCORE --value x --matching-values y --org-config []", "--org-config wants a JSON object")]
    public async Task What_cannot_be_asked_is_wrong_usage(string line, string says)
    {
        var ended = await _coop.RunAsync(["run-signal", CoopProcess.TextIntegration, .. line.Split(' '), "--json"]);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(says, ended.Notes, StringComparison.Ordinal);
        Assert.Empty(ended.Output);
    }

    [Fact]
    public async Task A_configuration_that_the_form_would_refuse_is_refused_with_its_words()
    {
        string[] ask = ["run-signal", CoopProcess.ExampleIntegration, "RANDOM_SIGNAL_SELECTION", "--value", "x", "--json", "--org-config"];

        var ended = await _coop.RunAsync([.. ask, """{"truePercentage":{},"foo":1}"""]);
        var missing = await _coop.RunAsync([.. ask, "{}"]);

        Assert.Equal(2, ended.ExitCode);
        Assert.Empty(ended.Output);
        Assert.Contains("--org-config /truePercentage: ", ended.Notes, StringComparison.Ordinal);
        Assert.Contains("--org-config /foo: ", ended.Notes, StringComparison.Ordinal);
        Assert.Equal(2, missing.ExitCode);
        Assert.Contains("--org-config /truePercentage: ", missing.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("IMAGE", "not a url")]
    [InlineData("FULL_ITEM", "hello")]
    public async Task A_value_that_is_not_of_its_type_is_wrong_usage(string type, string value)
    {
        var ended = await _coop.RunAsync("run-signal", CoopProcess.ExampleIntegration, "RANDOM_SCORE", "--value", value, "--type", type);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains($"--type {type} wants", ended.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BOOLEAN", "true", "True")]
    [InlineData("NUMBER", "-2.5", "-2.5")]
    [InlineData("USER_ID", """{"id":"7","typeId":"user"}""", "7")]
    [InlineData("GEOHASH", "u33db", "u33db")]
    [InlineData("STRING", "--json", "--json")]
    public async Task A_signal_gets_the_value_as_its_type(string type, string value, string seen)
    {
        PluginCompiler.Publish(Path.Combine(_coop.Folder, "Echo"), "Echo", new PluginSource
        {
            EligibleInputs = "[SignalInputType.Boolean, SignalInputType.Number, SignalInputType.UserId, SignalInputType.Geohash, SignalInputType.String]",
            OutputType = "SignalOutputType.Text",
            Run = "ValueTask.FromResult(SignalResult.Scored(input.Value.Value.Type + \" \" + input.Value.Value))",
        }.ToString());

        var ended = await _coop.RunAsync("run-signal", "./Echo", "GOOD_SIGNAL", $"--value={value}", "--type", type, "--json");

        Assert.True(ended.ExitCode == 0, ended.Output + ended.Notes);
        Assert.EndsWith(seen, ended.Json.GetProperty("score").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith(type.Replace("_", "", StringComparison.Ordinal), ended.Json.GetProperty("score").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_an_integration_prints_never_reaches_the_answer()
    {
        PluginCompiler.Publish(Path.Combine(_coop.Folder, "Chatty"), "Chatty", new PluginSource
        {
            Constructor = "Console.WriteLine(\"starting up\");",
            Run = "Chat()",
        }.ToString().Replace(
            "public SignalDescriptor Descriptor",
            """
            ValueTask<SignalResult> Chat() { Console.WriteLine("running"); return ValueTask.FromResult(SignalResult.NotApplicable("too short")); }
            public SignalDescriptor Descriptor
            """,
            StringComparison.Ordinal));

        var ended = await _coop.RunAsync("run-signal", "./Chatty", "GOOD_SIGNAL", "--value", "x", "--json");

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal("notApplicable", ended.Json.GetProperty("outcome").GetString());
        Assert.Contains("starting up", ended.Notes, StringComparison.Ordinal);
        Assert.Contains("running", ended.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_that_throws_fails_with_a_kind_and_no_stack_trace()
    {
        PluginCompiler.Publish(
            Path.Combine(_coop.Folder, "Throws"), "Throws", new PluginSource { Run = "throw new InvalidOperationException(\"boom\")" }.ToString().Replace("return throw", "throw", StringComparison.Ordinal));

        var ended = await _coop.RunAsync("run-signal", "./Throws", "GOOD_SIGNAL", "--value", "x", "--json");

        Assert.Equal(1, ended.ExitCode);
        Assert.Equal("Crashed", ended.Json.GetProperty("failure").GetProperty("kind").GetString());
        Assert.DoesNotContain("   at ", ended.Output + ended.Notes, StringComparison.Ordinal);
    }

    public void Dispose() => _coop.Dispose();
}
