using System.Reflection;

namespace Coop.Tests.House;

/// <summary>A method that nothing calls is read, kept and mended by everybody and does nothing for anybody.</summary>
internal static class DeadCodeRules
{
    /// <summary>Methods of a room by their own name: what a base or an interface asks for, what the compiler made, and members that are read like fields are called in other ways.</summary>
    public static IEnumerable<string> MethodsOf(CompiledRoom room) =>
        from handle in room.Metadata.MethodDefinitions
        let method = room.Metadata.GetMethodDefinition(handle)
        let name = room.Metadata.GetString(method.Name)
        let type = room.NameOf(method.GetDeclaringType())
        where (method.Attributes & (MethodAttributes.Virtual | MethodAttributes.SpecialName)) == 0
            && !name.Contains('<', StringComparison.Ordinal) && !name.Contains('.', StringComparison.Ordinal) && !type.Contains('<', StringComparison.Ordinal)
            && name != "Main"
            // The framework calls these by their names.
            && name is not ("BindAsync" or "PopulateMetadata") && !type.EndsWith("._Imports", StringComparison.Ordinal)
        select $"{type}.{name}";

    /// <param name="known">What tests alone need, with the reason.</param>
    public static IEnumerable<string> Uncalled(IEnumerable<string> methods, IEnumerable<(string Caller, string Called)> calls, IReadOnlyDictionary<string, string> known)
    {
        // A method that only calls itself is called by nobody. Of a generic type the name alone is known.
        var called = calls.Where(call => call.Caller != call.Called).Select(call => call.Called).ToHashSet();
        var dead = methods.Where(method => !called.Contains(method) && !called.Contains(method[method.LastIndexOf('.')..])).Distinct().ToList();
        return dead.Except(known.Keys).Select(method => $"{method} is called by nothing in the host: take it out")
            .Concat(known.Keys.Except(dead).Select(method => $"{method} is called or gone: take it out of the list"));
    }
}
