namespace Coop.Engine.Integrations;

/// <summary>Where an entry of the config file stands. Every entry has one; a failed one is registered too.</summary>
public enum IntegrationState
{
    /// <summary>Serving.</summary>
    Active,

    /// <summary><c>enabled: false</c>.</summary>
    Disabled,

    /// <summary>The package is not installed.</summary>
    NotFound,

    /// <summary>Built against a contract this host does not speak.</summary>
    Incompatible,

    /// <summary>Needs a runtime that is missing or too old.</summary>
    RuntimeMissing,

    /// <summary>The entry, the manifest or the signals break the contract.</summary>
    Invalid,

    /// <summary>Threw or timed out while starting.</summary>
    Faulted,

    /// <summary>Crashed or hung too often; tried again later.</summary>
    Quarantined,
}

public enum IntegrationRuntime
{
    /// <summary>Not known, because the package was not found.</summary>
    Unknown,
    DotNet,
    Node,
}
