using Coop.Engine.Integrations;
using Coop.Integrations;

namespace Coop.Tests.Loading;

/// <summary>One integration for each way to misbehave, always between two good ones that come up all the same.</summary>
public sealed class MisbehavingPluginTests : IAsyncLifetime
{
    private readonly LoadedFolder _folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task One_whose_constructor_throws_is_faulted_with_the_author_s_words() => Reason(
        await LoadAsync(new PluginSource { Constructor = "throw new InvalidOperationException(\"no licence file\");" }),
        IntegrationState.Faulted, "integration.threw", "Its constructor threw InvalidOperationException: no licence file");

    [Fact]
    public async Task One_whose_manifest_throws_is_faulted() => Reason(
        await LoadAsync(new PluginSource { Manifest = "throw new NotSupportedException(\"not today\")" }),
        IntegrationState.Faulted, "integration.threw", "Manifest threw NotSupportedException: not today");

    [Fact]
    public async Task One_whose_exception_throws_when_asked_for_its_message_is_faulted() => Reason(
        await LoadAsync(new PluginSource { Constructor = "throw new Rude();", Types = "public sealed class Rude : Exception { public override string Message => throw new Exception(); }" }),
        IntegrationState.Faulted, "integration.threw", "Its constructor threw Rude");

    [Fact]
    public async Task One_without_a_manifest_is_invalid() => Reason(
        await LoadAsync(new PluginSource { Manifest = "null" }), IntegrationState.Invalid, "manifest.null", "Manifest is null");

    [Fact]
    public async Task P12_one_whose_CreateSignals_throws_is_faulted_and_known_by_its_manifest()
    {
        var integration = await LoadAsync(new PluginSource { CreateSignals = "throw new Exception(\"boom\");" });

        Reason(integration, IntegrationState.Faulted, "integration.threw", "CreateSignals threw Exception: boom");
        Assert.Equal("GOOD", integration.Id);
    }

    [Fact]
    public async Task P12_one_that_returns_no_list_of_signals_is_invalid() => Reason(
        await LoadAsync(new PluginSource { CreateSignals = "return null;" }), IntegrationState.Invalid, "signal.null-list", "CreateSignals returned null");

    [Fact]
    public async Task P12_one_with_a_null_among_its_signals_is_invalid() => Reason(
        await LoadAsync(new PluginSource { CreateSignals = "return new ISignal[] { new Measure(context, \"GOOD_SIGNAL\"), null };" }),
        IntegrationState.Invalid, "signal.null", "Element 1 of what CreateSignals returned is null");

    [Fact]
    public async Task P12_one_whose_descriptor_throws_is_faulted() => Reason(
        await LoadAsync(new PluginSource { OutputType = "id is null ? null : throw new Exception(\"no type\")" }),
        IntegrationState.Faulted, "integration.threw", "Descriptor of signal 0 threw Exception: no type");

    [Fact]
    public async Task P12_one_whose_output_type_is_null_is_invalid() => Reason(
        await LoadAsync(new PluginSource { OutputType = "null" }), IntegrationState.Invalid, "signal.null-member", "has no OutputType");

    [Fact]
    public async Task P12_one_whose_list_never_ends_is_cut_off() => Reason(
        await LoadAsync(new PluginSource
        {
            ManifestMembers = "EgressHosts = new Endless(),",
            Types = """
                public sealed class Endless : IReadOnlyList<string>
                {
                    public int Count => int.MaxValue; public string this[int i] => "a.example";
                    public IEnumerator<string> GetEnumerator() { while (true) yield return "a.example"; }
                    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
                }
                """,
        }),
        IntegrationState.Invalid, "manifest.null", "more than 10000 elements");

    [Theory]
    [InlineData("its constructor", "Constructor")]
    [InlineData("Manifest", "Manifest")]
    [InlineData("CreateSignals", "CreateSignals")]
    public async Task One_that_blocks_its_thread_for_ever_is_given_up(string during, string where)
    {
        const string Block = "new ManualResetEvent(false).WaitOne()";
        var source = where switch
        {
            "Constructor" => new PluginSource { Constructor = $"{Block};" },
            "Manifest" => new PluginSource { Manifest = $"{Block} ? null : null" },
            _ => new PluginSource { CreateSignals = $"{Block}; return null;" },
        };
        await using var folder = new LoadedFolder(TimeProvider.System);
        folder.Add("bad", source);
        folder.Add("good", new PluginSource());
        folder.WriteConfig("""{ "integrations": [ { "package": "./bad", "limits": { "startTimeoutMs": 2000 } }, { "package": "./good" } ] }""");

        var catalogue = await folder.LoadAsync();

        Reason(catalogue.Integrations[0], IntegrationState.Faulted, "integration.start-timed-out", $"It did not finish {during} within 2 seconds");
        Assert.Equal(IntegrationState.Active, catalogue.Integrations[1].State);
    }

    [Theory]
    [InlineData("lower_case")]
    [InlineData("WITH/SLASH")]
    [InlineData("..")]
    [InlineData("WITH%20PERCENT")]
    [InlineData("1_FIRST")]
    [InlineData("")]
    [InlineData("A234567890123456789012345678901234567890123456789012345678901234567890")]
    public async Task P8_an_id_of_another_form_is_refused(string id) =>
        Reason(await LoadAsync(new PluginSource { Id = id }), IntegrationState.Invalid, "manifest.id", "must be UPPER_SNAKE_CASE");

    [Theory]
    [InlineData("SignalTypeIds = new[] { \"GOOD_SIGNAL\", \"GOOD_SIGNAL\" }", "lists \"GOOD_SIGNAL\" twice", "manifest.signal-type-ids")]
    [InlineData("ModelCard = new ModelCard { ModelName = \"\", Version = \"1\" }", "must have a modelName and a version", "manifest.model-card")]
    [InlineData("Id = null!", "manifest.id is null", "manifest.null")]
    [InlineData("Name = null!", "manifest.name is null", "manifest.null")]
    [InlineData("Version = null!", "manifest.version is null", "manifest.null")]
    [InlineData("Version = \"new\"", "must be a semantic version", "manifest.version")]
    [InlineData("Name = \" \"", "manifest.name is empty", "manifest.name")]
    [InlineData("DocsUrl = \"javascript:alert(1)\"", "manifest.docsUrl is \"javascript:alert(1)\"", "manifest.url")]
    [InlineData("LogoUrl = \"logo.png\"", "manifest.logoUrl is \"logo.png\"", "manifest.url")]
    [InlineData("ModelCardLearnMoreUrl = \"ftp://x.example\"", "manifest.modelCardLearnMoreUrl is", "manifest.url")]
    [InlineData("EgressHosts = new[] { \"https://x.example/\" }", "manifest.egressHosts[0] is \"https://x.example/\"", "manifest.egress-host")]
    [InlineData("ConfigSchemaVersion = 0", "manifest.configSchemaVersion is 0", "manifest.config-schema-version")]
    [InlineData("ContractVersion = \"newest\"", "must be a range of versions", "manifest.contract-version")]
    [InlineData("SignalTypeIds = null!", "manifest.signalTypeIds is null", "manifest.null")]
    [InlineData("ModelCard = new ModelCard { ModelName = null!, Version = \"1\" }", "manifest.modelCard.modelName is null", "manifest.null")]
    [InlineData("ConfigurationFields = new ConfigurationField[] { null! }", "manifest.configurationFields[0] is null", "manifest.null")]
    public async Task P6_a_wrong_manifest_member_is_refused_by_name(string member, string says, string code)
    {
        var name = member.Split(' ')[0];
        var manifest = $$"""
            new IntegrationManifest { Id = "GOOD", Name = "n", Version = "1.0.0", RequiresConfig = false, SignalTypeIds = new[] { "GOOD_SIGNAL" } } with { {{member}} }
            """;
        var integration = await LoadAsync(new PluginSource { Manifest = manifest });

        Assert.Equal(IntegrationState.Invalid, integration.State);
        Assert.Contains(integration.Problems, problem => !problem.IsWarning && problem.Code == code && problem.Message.Contains(says, StringComparison.Ordinal));
        Assert.Contains(integration.Problems, problem => problem.Path!.Contains(char.ToLowerInvariant(name[0]) + name[1..], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Key = \"\"", "key is empty")]
    [InlineData("Label = \"\"", "label is empty")]
    [InlineData("InputType = (ConfigurationInputType)99", "inputType is 99")]
    [InlineData("InputType = ConfigurationInputType.Select", "a select without options")]
    [InlineData("Options = new[] { new ConfigurationOption(\"a\", \"A\") }", "has options but is no select")]
    [InlineData("Pattern = \"(a)\\\\1\"", "is not a linear-time regular expression")]
    [InlineData("Pattern = new string('[', 75_000)", "is longer than 1000 characters")]
    [InlineData("InputType = ConfigurationInputType.Number, Minimum = 2, Maximum = 1", "minimum is greater than its maximum")]
    [InlineData("InputType = ConfigurationInputType.Number, Maximum = double.NaN", "maximum must be a finite number")]
    [InlineData("InputType = ConfigurationInputType.Password, Default = JsonDocument.Parse(\"1\").RootElement", "default must not be given")]
    [InlineData("InputType = ConfigurationInputType.Boolean, Default = JsonDocument.Parse(\"1\").RootElement", "default must be true or false")]
    public async Task A_configuration_field_that_cannot_be_filled_in_is_refused(string members, string says)
    {
        var field = $"new ConfigurationField {{ Key = \"k\", Label = \"l\", Required = false, InputType = ConfigurationInputType.Text }} with {{ {members} }}";
        Reason(
            await LoadAsync(new PluginSource { ManifestMembers = $"ConfigurationFields = new[] {{ {field} }}," }),
            IntegrationState.Invalid, "manifest.configuration-field", says);
    }

    [Fact]
    public async Task Two_configuration_fields_with_one_key_are_refused()
    {
        const string Field = "new ConfigurationField { Key = \"k\", Label = \"l\", Required = false, InputType = ConfigurationInputType.Text }";
        Reason(
            await LoadAsync(new PluginSource { ManifestMembers = $"ConfigurationFields = new[] {{ {Field}, {Field} }}," }),
            IntegrationState.Invalid, "manifest.configuration-field", "Keys are unique");
    }

    [Fact]
    public async Task P13_D08_a_declared_signal_that_is_not_returned_is_refused() => Reason(
        await LoadAsync(new PluginSource { DeclaredIds = "\"GOOD_SIGNAL\", \"ANOTHER\"" }),
        IntegrationState.Invalid, "signal.not-returned", "declares \"ANOTHER\", but CreateSignals did not return it");

    [Fact]
    public async Task P13_D08_a_returned_signal_that_is_not_declared_is_refused() => Reason(
        await LoadAsync(new PluginSource { DeclaredIds = "" }),
        IntegrationState.Invalid, "signal.not-declared", "returned \"GOOD_SIGNAL\", which manifest.signalTypeIds does not declare");

    [Theory]
    [InlineData("Integration = \"SOMEBODY_ELSE\",", "signal.integration", "is \"SOMEBODY_ELSE\", but the manifest's id is \"GOOD\"")]
    [InlineData("DocsUrl = \"docs\",", "signal.url", "must be an absolute http or https URL")]
    [InlineData("Cost = -1,", "signal.cost", "cost is -1")]
    [InlineData("Cost = double.PositiveInfinity,", "signal.cost", "must be a finite number")]
    [InlineData("Pricing = (PricingStructure)7,", "signal.pricing", "pricing is 7")]
    [InlineData("SupportedLanguages = new[] { \"GERMANN\" },", "signal.language", "Did you mean \"GERMAN\"?")]
    [InlineData("RecommendedThresholds = new RecommendedThresholds(double.NaN, 1.0),", "signal.threshold", "highPrecision must be a finite number or text")]
    [InlineData("EligibleSubcategories = new[] { new SignalSubcategory(\"a\", \"A\", null, new[] { \"b\" }) },", "signal.subcategory", "has a child \"b\"")]
    public async Task A_wrong_descriptor_member_is_refused_by_name(string member, string code, string says) =>
        Reason(await LoadAsync(new PluginSource { DescriptorMembers = member }), IntegrationState.Invalid, code, says);

    [Fact]
    public async Task A_signal_without_inputs_is_refused() => Reason(
        await LoadAsync(new PluginSource { EligibleInputs = "[]" }), IntegrationState.Invalid, "signal.eligible-inputs", "eligibleInputs is empty");

    [Fact]
    public async Task Types_outside_the_enums_are_refused_together()
    {
        var integration = await LoadAsync(new PluginSource { EligibleInputs = "[(SignalInputType)50]", OutputType = "SignalOutputType.Of((ScalarType)99)", SignalId = "bad-id" });

        Assert.Equal(IntegrationState.Invalid, integration.State);
        Assert.Equal(["signal.eligible-inputs", "signal.id", "signal.output-type"], Errors(integration).Select(problem => problem.Code).Order());
    }

    [Fact]
    public async Task P7_a_second_integration_with_an_id_does_not_come_in()
    {
        var integration = await LoadAsync(new PluginSource { Id = "FIRST", SignalId = "OTHER_SIGNAL" });

        Reason(integration, IntegrationState.Invalid, "manifest.duplicate-id", "already that of \"./first\" ($.integrations[0])");
        Assert.Empty(integration.Signals);
        Assert.Null(_folder.Host.Current.FindSignal("OTHER_SIGNAL"));
        Assert.Equal("./first", _folder.Host.Current.Find("FIRST")!.Package);
    }

    [Fact]
    public async Task P14_a_signal_id_that_is_taken_keeps_the_later_one_out_whole()
    {
        var integration = await LoadAsync(new PluginSource { SignalId = "FIRST_SIGNAL" });

        Reason(integration, IntegrationState.Invalid, "signal.duplicate-id", "FIRST_SIGNAL is already offered by FIRST");
        Assert.Equal("FIRST", _folder.Host.Current.FindSignal("FIRST_SIGNAL")!.IntegrationId);
    }

    [Fact]
    public async Task A_failed_integration_leaves_its_id_and_its_signals_free_for_others()
    {
        _folder.Add("bad", new PluginSource { DescriptorMembers = "Cost = -1," });
        _folder.Add("good", new PluginSource());
        _folder.List("./bad", "./good");

        var catalogue = await _folder.LoadAsync();

        Assert.Equal([IntegrationState.Invalid, IntegrationState.Active], catalogue.Integrations.Select(integration => integration.State));
        Assert.Equal("./good", catalogue.Find("GOOD")!.Package);
        Assert.NotNull(catalogue.FindSignal("GOOD_SIGNAL"));
    }

    [Theory]
    [InlineData("class Plugin2 {}", "typeof(Fixture.Plugin2)", "is not public")]
    [InlineData("public class Plugin2 {}", "typeof(Fixture.Plugin2)", "does not implement IIntegrationPlugin")]
    [InlineData("public abstract class Plugin2 : IIntegrationPlugin { public abstract IntegrationManifest Manifest { get; } }", "typeof(Fixture.Plugin2)", "cannot be created")]
    [InlineData("public class Plugin2(int i) : IIntegrationPlugin { public IntegrationManifest Manifest => null; public int I => i; }", "typeof(Fixture.Plugin2)", "has no public parameterless constructor")]
    public async Task One_whose_attribute_names_an_unfit_class_is_invalid(string type, string named, string says)
    {
        var source = new PluginSource { Types = type }.ToString().Replace("typeof(Fixture.Plugin)", named, StringComparison.Ordinal);
        PluginCompiler.Publish(_folder.Folder["bad"], "bad", source);

        Reason(await _folder.LoadAmongGoodOnesAsync("./bad"), IntegrationState.Invalid, "integration.plugin-type", says);
    }

    [Fact]
    public async Task An_assembly_without_the_attribute_is_no_integration()
    {
        PluginCompiler.Publish(_folder.Folder["bad"], "bad", "public class Nothing {}");

        Reason(await _folder.LoadAmongGoodOnesAsync("./bad"), IntegrationState.Invalid, "integration.not-an-integration", "[assembly: CoopIntegration(typeof(...))]");
    }

    [Fact]
    public async Task A_file_that_is_no_assembly_is_invalid()
    {
        _folder.Add("bad", new PluginSource());
        _folder.Folder.Write("bad/bad.dll", "MZ, but nothing more");

        Reason(await _folder.LoadAmongGoodOnesAsync("./bad"), IntegrationState.Invalid, "integration.unreadable-assembly", "is not a readable .NET assembly");
    }

    [Fact]
    public async Task One_whose_dependency_is_missing_is_faulted_and_names_it_even_when_the_host_has_it()
    {
        // The host's own directory has a NuGet.Versioning.dll; it is none of the integration's.
        var library = File.ReadAllBytes(typeof(NuGet.Versioning.NuGetVersion).Assembly.Location);
        var source = new PluginSource { Constructor = "Use();", PluginMembers = "static void Use() => Console.Error.Write(NuGet.Versioning.NuGetVersion.Parse(\"1.0.0\").Major == 9 ? \"\" : \"\");" };
        PluginCompiler.Publish(_folder.Folder["bad"], "bad", source.ToString(), PluginCompiler.Contract, library);

        var integration = await _folder.LoadAmongGoodOnesAsync("./bad");

        Reason(integration, IntegrationState.Faulted, "integration.missing-assembly", "NuGet.Versioning, Version=");
        Assert.Contains("not in its package", Errors(integration).Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_whose_native_library_is_missing_is_faulted_and_names_it() => Reason(
        await LoadAsync(new PluginSource
        {
            Constructor = "Native();",
            PluginMembers = "[System.Runtime.InteropServices.DllImport(\"no_such_library\")] static extern void Native();",
        }),
        IntegrationState.Faulted, "integration.missing-assembly", "no_such_library");

    [Theory]
    [InlineData("2.0.0.0", "2.0.0", "Upgrade the host")]
    [InlineData("0.9.0.0", "0.9.0", "Install a newer version of the integration")]
    public async Task P29_one_built_against_another_major_contract_is_incompatible_before_any_of_its_code_runs(string version, string shown, string advice)
    {
        var mark = _folder.Folder["ran"];
        var contract = PluginCompiler.Compile("Coop.Integrations", ContractStub.Source(version));
        var source = ContractStub.PluginThatLeavesAMark(mark);
        PluginCompiler.Publish(_folder.Folder["bad"], "bad", source, contract);

        var integration = await _folder.LoadAmongGoodOnesAsync("./bad");

        Reason(integration, IntegrationState.Incompatible, "integration.incompatible-contract", $"built against contract {shown} and this host speaks {ContractVersion.Current.ToString(3)}");
        Assert.Contains(advice, Errors(integration).Single().Message, StringComparison.Ordinal);
        Assert.False(File.Exists(mark));
    }

    [Fact]
    public async Task P29_one_whose_manifest_excludes_this_contract_is_incompatible() => Reason(
        await LoadAsync(new PluginSource { ManifestMembers = "ContractVersion = \"[1.7,2.0)\"," }),
        IntegrationState.Incompatible, "integration.incompatible-contract", "works with contract [1.7,2.0)");

    private async Task<Integration> LoadAsync(PluginSource source)
    {
        _folder.Add("bad", source);
        return await _folder.LoadAmongGoodOnesAsync("./bad");
    }

    private static IEnumerable<IntegrationProblem> Errors(Integration integration) => integration.Problems.Where(problem => !problem.IsWarning);

    private static void Reason(Integration integration, IntegrationState state, string code, string says)
    {
        Assert.True(state == integration.State, $"{integration.State}: {string.Join("; ", integration.Problems.Select(problem => problem.Message))}");
        Assert.Empty(integration.Signals);
        Assert.Contains(Errors(integration), problem => problem.Code == code && problem.Message.Contains(says, StringComparison.Ordinal));
    }
}
