using System.Text.Json;

namespace Coop.Server.Bootstrap;

/// <summary>The file <c>demo/demo.json</c>: what the demo organisation has, as requests to the management API.</summary>
/// <param name="Things">In order; a later one names an earlier one's id as <c>{{name}}</c>.</param>
/// <param name="Items">Sample items, the bodies of submissions; the first one is in the printed curl.</param>
/// <param name="ListenPort">Where the demo's webhook goes on this machine.</param>
internal sealed record DemoScript(DemoOrg Org, IReadOnlyList<DemoThing> Things, IReadOnlyList<JsonElement> Items, int ListenPort);

internal sealed record DemoOrg(string Name, string Email);

/// <param name="In">The collection, such as <c>rules</c>.</param>
/// <param name="As">What the id is called from here on; null when nobody needs it.</param>
internal sealed record DemoThing(string In, string? As, JsonElement Body);
