namespace Coop.Tests.Conformance;

/// <summary>A .NET integration in the host's process.</summary>
public sealed class InProcessConformanceTests(InProcessHost host) : ConformanceTests(host), IClassFixture<InProcessHost>;

/// <summary>The same .NET integration in a process of its own.</summary>
public sealed class DotNetProcessConformanceTests(DotNetProcessHost host) : ProcessConformanceTests(host), IClassFixture<DotNetProcessHost>;

/// <summary>Its twin in JavaScript.</summary>
public sealed class NodeConformanceTests(NodeHost host) : ProcessConformanceTests(host), IClassFixture<NodeHost>;
