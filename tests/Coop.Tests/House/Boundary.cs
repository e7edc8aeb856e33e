namespace Coop.Tests.House;

/// <summary>A file in which an unexpected exception may become something else than an end, how often, and why there.</summary>
internal sealed record Boundary(string Path, int Catches, string Reason)
{
    /// <summary>The whole list. Everywhere else a catch names what it expects, or lets it through.</summary>
    public static IReadOnlyList<Boundary> All { get; } =
    [
        new("src/Coop.Engine/Flow/AwaitedDecisions.cs", 1, "a decision that cannot be read is told as one that is not made yet: its item is kept"),
        new("src/Coop.Engine/Flow/CurrentPlans.cs", 1, "rules that cannot be compiled: the last good ones stay in force"),
        new("src/Coop.Engine/Flow/Decider.cs", 2, "one item that cannot be decided or stored is told, and the others are decided"),
        new("src/Coop.Engine/Flow/Leases.cs", 1, "an item that cannot be given back is received again when its lease has run out"),
        new("src/Coop.Engine/Flow/Loop.cs", 1, "a background loop"),
        new("src/Coop.Engine/Integrations/SetupCall.cs", 1, "the author's code checks a configuration, and tries one"),
        new("src/Coop.Engine/Sayings.cs", 1, "a log that throws is nobody's trouble, and there is nobody else to tell"),
        new("src/Coop.Engine/Signals/Guard/Batching.cs", 1, "whoever waits for a batch hears of it, whatever ended it"),
        new("src/Coop.Engine/Signals/Guard/GuardedCall.cs", 1, "the author's code measures, says whether it can, and names its choices"),
        new("src/Coop.Engine/Signals/Guard/Redaction.cs", 1, "whatever keeps the secrets from being read, what the author said is withheld"),
        new("src/Coop.Engine/Signals/Guard/MatcherCompile.cs", 1, "the author's code compiles sets of matching values"),
        new("src/Coop.Engine/Signals/Guard/SignalRunner.cs", 2, "the author's code measures on a thread that it was lent, and matches"),
        new("src/Coop.Engine/Signals/SafeReason.cs", 1, "the text of an author's exception can throw, too"),
        new("src/Coop.Plugins/Loading/DotNet/PluginStart.cs", 1, "the author's code starts"),
        new("src/Coop.Plugins/Loading/LoadPipeline.cs", 1, "one entry that fails is an integration that failed, and the others load"),
        new("src/Coop.Plugins/Loading/LoadProblems.cs", 1, "the text of an author's exception can throw, too"),
        new("src/Coop.Plugins/Loading/PluginThread.cs", 1, "the author's code has a thread of its own; what it threw goes to who waits for it"),
        new("src/Coop.Plugins/Processes/Children/StarterThread.cs", 1, "a thread of its own; what it threw goes to who waits for it"),
        new("src/Coop.Plugins/Processes/Connection/PendingCall.cs", 1, "an answer that cannot be read fails its call and not the connection"),
        new("src/Coop.Plugins/Processes/Connection/ProcessConnection.cs", 1, "the host's answer to a question of the process: it gets an error for it"),
        new("src/Coop.Plugins/Processes/Starting/ProcessStart.cs", 1, "one entry that fails is an integration that failed, and the others load"),
        new("src/Coop.Plugins/Processes/Supervision/PluginProcess.cs", 1, "what was started is ended before the failure goes on"),
        new("src/Coop.Plugins/Processes/Supervision/SupervisedProcess.cs", 1, "whatever keeps a process from starting again, it is tried again later"),
        new("src/Coop.Runner/Context/HostConfigs.cs", 1, "the failed question was told to whoever asked it"),
        new("src/Coop.Runner/Serving/CallsInFlight.cs", 1, "nobody waits for a call that was cancelled"),
        new("src/Coop.Runner/Serving/LoadedIntegration.cs", 1, "the author's code says whether it can measure"),
        new("src/Coop.Runner/Serving/RunnerListener.cs", 1, "the author's code answers a call: what it threw travels as an error"),
        new("src/Coop.Cli/Integrations/LoadedCatalogue.cs", 1, "what was started is ended before the failure goes on"),
        new("src/Coop.Server/Access/Gate.cs", 1, "a page's action: the person gets a reference to the log"),
        new("src/Coop.Server/Ready/ReadyEndpoint.cs", 1, "whatever fails, the server is not ready"),
        new("src/Coop.Server/Retention/RetentionSweeper.cs", 1, "a background loop"),
        new("src/Coop.Server/Web/Pages/BrokenPage.cs", 1, "a page's request: the person gets a page that says so"),
        new("src/Coop.Server/Webhooks/WebhookPost.cs", 1, "a receiver is somebody else's: whatever goes wrong is the outcome of the try"),
        new("src/Coop.Server/Webhooks/WebhookSender.cs", 3, "a background loop"),
        new("src/Coop.Storage/Outbox/OutboxClaims.cs", 1, "a webhook that cannot be read is told, and the others are sent"),
        new("src/Coop.Storage/Settings/OrgRevisions.cs", 2, "a background loop; what one who is told of a change throws keeps it from nobody else"),
        new("src/Coop.Server/Startup/BrokenStart.cs", 1, "what goes wrong in giving back after a start that broke off is in the log: why it broke off is what has to be told"),
        new("src/Coop.Storage/StorageStartup.cs", 1, "what keeps the database from opening is said in words, and ends the start"),
        new("src/Coop.Storage/Writing/LoneTransaction.cs", 1, "what one write threw goes to who waits for it"),
        new("src/Coop.Storage/Writing/WriteGroup.cs", 2, "what one write threw goes to who waits for it"),
        new("src/Coop.Storage/Writing/WriteLane.cs", 1, "a background loop; what one write threw goes to who waits for it"),
    ];
}
