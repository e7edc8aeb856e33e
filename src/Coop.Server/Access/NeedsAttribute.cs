using Coop.Engine;
using Coop.Engine.People;
using Microsoft.AspNetCore.Authorization;

namespace Coop.Server.Access;

/// <summary>A page that only people with a permission may open.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NeedsAttribute(Permission permission) : AuthorizeAttribute(PolicyOf(permission))
{
    public Permission Permission { get; } = permission;

    public static string PolicyOf(Permission permission) => "may:" + WireNames.Of(permission);
}
