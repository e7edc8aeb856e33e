using System.ComponentModel;
using Coop.Engine.Problems;

namespace Coop.Server.Errors;

[DisplayName("Pages")]
internal static class WebCodes
{
    public static ProblemCode Unexpected { get; } = new("web.unexpected", "A page met something unexpected.", "Look for it in the server's log and report it.");
}
