using System.Reflection;
using System.Text.RegularExpressions;

namespace Coop.Tests.House;

/// <summary>What authors may implement is a promise that somebody calls it.</summary>
internal static class CapabilityRules
{
    /// <param name="calls">Of the rooms of the host; what only passes a call on to another process is none.</param>
    public static IEnumerable<string> Uncalled(IEnumerable<Type> capabilities, IEnumerable<(string Caller, string Called)> calls)
    {
        var called = calls.Where(call => !PassesOn(call.Caller)).Select(call => call.Called).ToHashSet();
        return from capability in capabilities
               from member in capability.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
               where !called.Contains($"{capability.FullName}.{member.Name}")
               select $"{capability.FullName}.{member.Name} is called by nothing in the host: an author who implements it is not heard";
    }

    /// <summary>
    /// What an author is given or says of himself: a member that nothing in the host sets or reads is a promise that nobody keeps. Handing it on to another
    /// process is no reading, and neither is what the contract does with itself.
    /// </summary>
    public static IEnumerable<string> Unheard(IEnumerable<Type> types, IEnumerable<(string Caller, string Called)> calls)
    {
        var called = calls.Where(call => !PassesOn(call.Caller) && !call.Caller.StartsWith("Coop.Integrations.", StringComparison.Ordinal)).Select(call => call.Called).ToHashSet();
        return from type in types
               from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
               where !new[] { type.FullName!, "Coop.Integrations.AskedPart", "Coop.Integrations.GivenPart" }.Any(owner => called.Contains($"{owner}.get_{property.Name}") || called.Contains($"{owner}.set_{property.Name}"))
                   && !(called.Contains($"{type.FullName}..ctor") && type.GetConstructors().Any(made => made.GetParameters().Any(given => string.Equals(given.Name, property.Name, StringComparison.OrdinalIgnoreCase))))
               select $"{type.FullName}.{property.Name} is neither set nor read by the host: an author who goes by it is misled";
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

    private static bool PassesOn(string caller) => caller.StartsWith("Coop.Plugins.Processes.", StringComparison.Ordinal) || caller.StartsWith("Coop.Runner.", StringComparison.Ordinal);

    private static bool Names(IEnumerable<SourceFile> files, string name) => files.Any(file => Regex.IsMatch(file.Text, $@"\b{Regex.Escape(name)}\b"));
}
