using Coop.Engine.Integrations;
using Coop.Engine.Signals;
using Coop.Tests.Support;

namespace Coop.Tests.Processes;

/// <summary>Every way for a Node integration to misbehave. Beside each stands a good one, which must not notice.</summary>
public sealed class NodeMisbehaviourTests
{
    [Theory]
    [InlineData("throws", "throw new Error('No luck today.');", IntegrationState.Faulted, "integration.threw", "No luck today.")]
    [InlineData("throws no error", "throw null;", IntegrationState.Faulted, "integration.threw", "Threw null.")]
    [InlineData("misses a module", "import 'no-such-module-anywhere';", IntegrationState.Faulted, "integration.missing-module", "no-such-module-anywhere")]
    [InlineData("has a syntax error", "export default {", IntegrationState.Faulted, "integration.threw", "Unexpected")]
    [InlineData("exits", "process.exit(3);", IntegrationState.Faulted, "integration.ended-while-starting", "code 3")]
    [InlineData("exits and says why", "console.error('Cannot go on.'); process.exit(4);", IntegrationState.Faulted, "integration.ended-while-starting", "Cannot go on.")]
    [InlineData("exits as if all were well", "process.exit(0);", IntegrationState.Faulted, "integration.ended-while-starting", "exit code 0")]
    [InlineData("rejects late", "setTimeout(() => { throw new Error('Loose.'); }); await new Promise((resolve) => setTimeout(resolve, 20000));", IntegrationState.Faulted, "integration.ended-while-starting", "code 70")]
    [InlineData("spins", "for (;;) {}", IntegrationState.Faulted, "integration.start-timed-out", "startTimeoutMs")]
    [InlineData("never ends", "await new Promise((resolve) => setTimeout(resolve, 1e9));", IntegrationState.Faulted, "integration.start-timed-out", "startTimeoutMs")]
    [InlineData("exhausts the heap", "const all = []; for (;;) all.push(new Array(1e6).fill(all.length));", IntegrationState.Faulted, "integration.ended-while-starting", "memory")]
    [InlineData("exports nothing", "export {};", IntegrationState.Invalid, "manifest.not-object", "manifest")]
    [InlineData("exports no function", "export default { manifest: {}, testConnection: 5 };", IntegrationState.Invalid, "manifest.not-function", "testConnection is 5")]
    [InlineData("exports a number that JSON has not", "export default { manifest: { id: 1n } };", IntegrationState.Invalid, "manifest.not-json", "manifest")]
    [InlineData("exports an empty manifest", "export default { manifest: {} };", IntegrationState.Invalid, "manifest.member", "manifest.requiresConfig is missing")]
    public async Task At_import(string what, string source, IntegrationState state, string code, string says)
    {
        await using var node = await LoadBesideGoodOneAsync(source, startTimeoutMs: what is "spins" or "never ends" ? 1500 : 20_000);
        Expect(node, state, code, says);
    }

    [Theory]
    [InlineData("throws", "() => { throw new RangeError('No signals.'); }", IntegrationState.Faulted, "integration.threw", "No signals.")]
    [InlineData("exits", "() => process.exit(5)", IntegrationState.Faulted, "integration.ended-while-starting", "code 5")]
    [InlineData("spins", "() => { for (;;) {} }", IntegrationState.Faulted, "integration.start-timed-out", "startTimeoutMs")]
    [InlineData("returns a promise", "async () => []", IntegrationState.Invalid, "signal.not-array", "promise")]
    [InlineData("returns no list", "() => ({})", IntegrationState.Invalid, "signal.not-array", "array")]
    [InlineData("returns null in the list", "() => [null]", IntegrationState.Invalid, "signal.malformed", "signalTypeId is missing")]
    [InlineData("returns what it did not declare", "(context) => [signal(context, 'OTHER', () => 1)]", IntegrationState.Invalid, "signal.not-declared", "OTHER")]
    [InlineData("does not return what it declared", "() => []", IntegrationState.Invalid, "signal.not-returned", "BAD_SIGNAL")]
    [InlineData("returns another id", "(context) => [{ ...signal(context, 'BAD_SIGNAL', () => 1), signalTypeId: 'X' }]", IntegrationState.Invalid, "signal.member", "must be equal")]
    [InlineData("claims to be another's", "() => [signal({ integrationId: 'GOOD' }, 'BAD_SIGNAL', () => 1)]", IntegrationState.Invalid, "signal.integration", "GOOD")]
    [InlineData("takes another's signal", "(context) => [signal(context, 'BAD_SIGNAL', () => 1, { id: { type: 'GOOD_SIGNAL' } })]", IntegrationState.Invalid, "signal.not-declared", "GOOD_SIGNAL")]
    [InlineData("names an unknown input", "(context) => [signal(context, 'BAD_SIGNAL', () => 1, { eligibleInputs: ['SMELL'] })]", IntegrationState.Invalid, "signal.member", "SMELL")]
    [InlineData("names an unknown output", "(context) => [signal(context, 'BAD_SIGNAL', () => 1, { outputType: { scalarType: 'MOOD' } })]", IntegrationState.Invalid, "signal.member", "MOOD")]
    [InlineData("names an unknown language", "(context) => [signal(context, 'BAD_SIGNAL', () => 1, { supportedLanguages: ['KLINGON'] })]", IntegrationState.Invalid, "signal.language", "KLINGON")]
    [InlineData("describes itself in what JSON has not", "(context) => [signal(context, 'BAD_SIGNAL', () => 1, { description: 1n })]", IntegrationState.Invalid, "signal.not-json", "signal")]
    [InlineData("has no name", "(context) => [signal(context, 'BAD_SIGNAL', () => 1, { displayName: ' ' })]", IntegrationState.Invalid, "signal.display-name", "is empty")]
    [InlineData("has no run", "(context) => [signal(context, 'BAD_SIGNAL', 5)]", IntegrationState.Invalid, "signal.not-function", "run is 5")]
    [InlineData("has a child nowhere", "(context) => [signal(context, 'BAD_SIGNAL', () => 1, { eligibleSubcategories: [{ id: 'a', label: 'A', childrenIds: ['b'] }] })]", IntegrationState.Invalid, "signal.subcategory", "\"b\"")]
    public async Task At_createSignals(string what, string createSignals, IntegrationState state, string code, string says)
    {
        var source = $$"""
            {{NodeSource.Signal}}
            export default { manifest: { id: 'BAD', name: 'Bad', version: '1.0.0', requiresConfig: false, signalTypeIds: ['BAD_SIGNAL'] }, createSignals: {{createSignals}} };
            """;
        await using var node = await LoadBesideGoodOneAsync(source, startTimeoutMs: what == "spins" ? 1500 : 20_000);
        Expect(node, state, code, says);
    }

    [Theory]
    [InlineData("an id that is taken", "id: 'GOOD'", "manifest.duplicate-id")]
    [InlineData("an id with a path in it", "id: '../BAD'", "manifest.id")]
    [InlineData("a version that is none", "version: 'new'", "manifest.version")]
    [InlineData("a logo outside the package", "logoPath: '../good/index.js'", "manifest.logo-outside")]
    [InlineData("a logo at an absolute path", "logoPath: '/etc/hostname'", "manifest.logo-outside")]
    [InlineData("a logo that is no image", "logoPath: 'index.js'", "manifest.logo-not-an-image")]
    [InlineData("a link that is a script", "docsUrl: 'javascript:alert(1)'", "manifest.url")]
    [InlineData("an input that is none", "configurationFields: [{ key: 'a', label: 'A', required: false, inputType: 'colour' }]", "manifest.member")]
    [InlineData("a field twice", "configurationFields: [{ key: 'a', label: 'A', required: false, inputType: 'text' }, { key: 'a', label: 'A', required: false, inputType: 'text' }]", "manifest.configuration-field")]
    public async Task In_its_manifest(string what, string member, string code)
    {
        Assert.NotEmpty(what);
        await using var node = new NodeFolder();
        node.Add("good", NodeSource.Plugin("GOOD", ("GOOD_SIGNAL", NodeSource.Good)));
        node.Add("bad", $$"""export default { manifest: { id: 'BAD', name: 'Bad', version: '1.0.0', requiresConfig: false, {{member}} } };""");
        node.List("./good", "./bad");
        await node.LoadAsync();
        Expect(node, IntegrationState.Invalid, code, "");
    }

    [Theory]
    [InlineData("throws", "() => { throw new Error('Broken.'); }", FailureKind.Crashed, "Broken.")]
    [InlineData("rejects late", "() => new Promise((_, reject) => setTimeout(() => reject(new Error('Late.')), 20))", FailureKind.Crashed, "Late.")]
    [InlineData("says it is busy", "() => { throw Object.assign(new Error('Busy.'), { kind: 'Unavailable', retryAfterMs: 1500 }); }", FailureKind.Unavailable, "Busy.")]
    [InlineData("refuses the credential", "() => { throw Object.assign(new Error('Wrong key.'), { kind: 'BAD_CREDENTIAL' }); }", FailureKind.BadCredential, "Wrong key.")]
    [InlineData("returns a permanent failure", "() => ({ type: 'ERROR', score: new Error('Never.') })", FailureKind.Refused, "Never.")]
    [InlineData("returns null", "() => null", FailureKind.InvalidOutput, "null")]
    [InlineData("returns NaN", "() => ({ score: NaN })", FailureKind.InvalidOutput, "NaN")]
    [InlineData("returns the wrong type", "() => ({ score: 'yes' })", FailureKind.InvalidOutput, "BOOLEAN")]
    [InlineData("returns 64 MiB", "() => ({ score: 'x'.repeat(64 * 1024 * 1024) })", FailureKind.InvalidOutput, "larger than the limit")]
    [InlineData("never answers", "() => new Promise(() => {})", FailureKind.TimedOut, "No answer within")]
    [InlineData("exits", "() => process.exit(7)", FailureKind.Crashed, "ended before it answered")]
    [InlineData("throws where nobody catches", "() => new Promise(() => setTimeout(() => { throw new Error('Loose.'); }))", FailureKind.Crashed, "ended before it answered")]
    [InlineData("kills itself", "() => new Promise(() => process.kill(process.pid, 'SIGKILL'))", FailureKind.Crashed, "ended before it answered")]
    [InlineData("spins", "() => { for (;;) {} }", FailureKind.TimedOut, "No answer within")]
    [InlineData("exhausts the heap", "() => { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)); }", FailureKind.Crashed, "ended before it answered")]
    [InlineData("exhausts memory outside the heap", "() => { const all = []; for (;;) all.push(Buffer.alloc(16e6, 1)); }", FailureKind.Crashed, "")]
    [InlineData("quotes a text that is cut within a character", "() => { throw new Error('x'.repeat(1999) + '😀 and more'); }", FailureKind.Crashed, "xxxxxxxx")]
    [InlineData("quotes half a character", "() => { throw new Error('Unknown: \\ud83d.'); }", FailureKind.Crashed, "Unknown: ")]
    [InlineData("floods stdout with what looks like the protocol", "async () => { for (let i = 0; i < 20000; i++) process.stdout.write('{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"score\":true}}\\n'); throw new Error('Flooded.'); }", FailureKind.Crashed, "Flooded.")]
    public async Task At_run_and_the_next_call_is_served(string what, string run, FailureKind kind, string says)
    {
        await using var node = new NodeFolder();
        node.Add("bad", NodeSource.Plugin("BAD", ("BAD_SIGNAL", run), ("NEXT_SIGNAL", NodeSource.Good)));
        node.Add("good", NodeSource.Plugin("GOOD", ("GOOD_SIGNAL", NodeSource.Good)));
        var limit = kind == FailureKind.TimedOut ? 500 : 20_000;
        var memory = what.StartsWith("exhausts", StringComparison.Ordinal) ? 64 : 512;
        node.WriteConfig($$"""{ "integrations": [ { "package": "./bad", "limits": { "timeoutMs": {{limit}}, "memoryMb": {{memory}} } }, { "package": "./good" } ] }""");
        await node.LoadAsync();

        var bad = node.RunAsync("BAD_SIGNAL");
        Assert.Equal(SignalOutcome.Scored(true), await node.RunAsync("GOOD_SIGNAL"));
        var outcome = await bad;
        Assert.True(outcome.Failure is { } failure && failure.Kind == kind, $"{what}: {outcome}");
        Assert.Contains(says, outcome.Failure!.Reason, StringComparison.Ordinal);
        if (kind == FailureKind.Unavailable)
        {
            Assert.Equal(TimeSpan.FromMilliseconds(1500), outcome.Failure.RetryAfter);
        }

        // While the process hangs or comes back, a call may use up its own time limit; soon one is served.
        var next = await Eventually.SeeAsync(() => node.RunAsync("NEXT_SIGNAL"), it => it.Failure is null);
        Assert.Equal(SignalOutcome.Scored(true), next);
        Assert.Equal(SignalOutcome.Scored(true), await node.RunAsync("GOOD_SIGNAL"));
        Assert.Equal(2, node.Processes().Count);
        await node.Host.DisposeAsync();
        Assert.Empty(node.Processes());
    }

    [Fact]
    public async Task An_input_too_large_for_a_message_is_out_of_scope()
    {
        await using var node = await LoadBesideGoodOneAsync("throw 1", 20_000);
        var outcome = await node.RunAsync("GOOD_SIGNAL", new string('x', 5 * 1024 * 1024));
        Assert.Equal(FailureKind.OutOfScope, outcome.Failure?.Kind);
        Assert.Equal(SignalOutcome.Scored(true), await node.RunAsync("GOOD_SIGNAL"));
    }

    private static async Task<NodeFolder> LoadBesideGoodOneAsync(string source, int startTimeoutMs)
    {
        var node = new NodeFolder();
        node.Add("good", NodeSource.Plugin("GOOD", ("GOOD_SIGNAL", NodeSource.Good)));
        node.Add("bad", source);
        node.WriteConfig($$"""{ "integrations": [ { "package": "./good" }, { "package": "./bad", "limits": { "startTimeoutMs": {{startTimeoutMs}}, "memoryMb": 64 } } ] }""");
        await node.LoadAsync();
        return node;
    }

    private static void Expect(NodeFolder node, IntegrationState state, string code, string says)
    {
        var described = NodeFolder.Describe(node.Host.Current);
        Assert.Equal(IntegrationState.Active, node.Host.Current.Integrations[0].State);
        var bad = node.Host.Current.Integrations[1];
        Assert.True(bad.State == state, described);
        Assert.True(bad.Problems.Any(problem => problem.Code == code && problem.Message.Contains(says, StringComparison.Ordinal)), described);
        Assert.Empty(bad.Signals);
        // Only the good one's process is left.
        Assert.Single(node.Processes());
    }
}
