using System.Reflection;

namespace Coop.Tests.House;

/// <summary>What authors may implement is a promise that somebody calls it.</summary>
internal static class CapabilityRules
{
    /// <param name="calls">Of the rooms of the host; what only passes a call on to another process is none.</param>
    public static IEnumerable<string> Uncalled(IEnumerable<Type> capabilities, IEnumerable<(string Caller, string Called)> calls)
    {
        var called = calls.Where(call => !call.Caller.StartsWith("Coop.Plugins.Processes.", StringComparison.Ordinal) && !call.Caller.StartsWith("Coop.Runner.", StringComparison.Ordinal))
            .Select(call => call.Called).ToHashSet();
        return from capability in capabilities
               from member in capability.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
               where !called.Contains($"{capability.FullName}.{member.Name}")
               select $"{capability.FullName}.{member.Name} is called by nothing in the host: an author who implements it is not heard";
    }

    /// <summary>The states code sets and those tests expect are the same, and all there are.</summary>
    public static IEnumerable<string> UnreachedStates(IEnumerable<string> states, IReadOnlyList<SourceFile> sources, IReadOnlyList<SourceFile> tests) =>
        from state in states
        let name = $"IntegrationState.{state}"
        from missing in new[] { Names(sources, name) ? null : "set by no code", Names(tests, name) ? null : "expected by no test" }
        where missing is not null
        select $"{name} is {missing}";

    private static bool Names(IEnumerable<SourceFile> files, string name) => files.Any(file => file.Text.Split(name).Skip(1).Any(rest => rest.Length == 0 || !char.IsLetter(rest[0])));
}
