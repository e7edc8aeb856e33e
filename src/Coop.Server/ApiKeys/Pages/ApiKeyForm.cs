using Coop.Engine.ApiKeys;

namespace Coop.Server.ApiKeys.Pages;

/// <summary>A key to be made, as typed.</summary>
internal sealed class ApiKeyForm
{
    public string Name { get; set; } = "";

    public ApiKeyScope Scope { get; set; }
}
