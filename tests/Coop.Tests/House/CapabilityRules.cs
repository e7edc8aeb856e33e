using System.Reflection;
using System.Text.RegularExpressions;

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

    /// <param name="tests">Those that implement it or take it from an integration that does.</param>
    public static IEnumerable<string> Untested(IEnumerable<Type> capabilities, IReadOnlyList<SourceFile> tests) =>
        from capability in capabilities
        where !Names(tests, capability.Name)
        select $"{capability.FullName} is in no test: nobody has seen the host keep its promise to whoever implements it";

    /// <summary>Where something stands or what came of it: whatever code may say has to be said by code and expected by a test.</summary>
    public static IEnumerable<string> UnreachedStates(string type, IEnumerable<string> states, IReadOnlyList<SourceFile> sources, IReadOnlyList<SourceFile> tests) =>
        from state in states
        let name = $"{type}.{state}"
        from missing in new[] { Names(sources, name) ? null : "set by no code", Names(tests, name) ? null : "expected by no test" }
        where missing is not null
        select $"{name} is {missing}";

    private static bool Names(IEnumerable<SourceFile> files, string name) => files.Any(file => Regex.IsMatch(file.Text, $@"\b{Regex.Escape(name)}\b"));
}
