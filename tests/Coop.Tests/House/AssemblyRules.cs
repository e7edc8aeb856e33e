using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Coop.Tests.House;

/// <summary>The rules of the house that can be read off a compiled assembly without loading it.</summary>
internal static class AssemblyRules
{
    /// <summary>Referenced assemblies that are not part of the framework.</summary>
    public static IReadOnlyList<string> ForeignReferences(string assemblyFile) => Read(assemblyFile, reader =>
        reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
                && name is not ("System" or "netstandard" or "mscorlib")));

    /// <summary>Referenced types that touch the world: files, processes, sockets, HTTP, databases, the web server.</summary>
    public static IReadOnlyList<string> TypesThatTouchTheWorld(string assemblyFile) => Read(assemblyFile, reader =>
        from handle in reader.TypeReferences
        let type = reader.GetTypeReference(handle)
        let space = reader.GetString(type.Namespace)
        let name = reader.GetString(type.Name)
        where space.StartsWith("System.Net.Http", StringComparison.Ordinal)
            || space.StartsWith("System.Net.Sockets", StringComparison.Ordinal)
            || space.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
            || space.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || (space == "System.IO" && name is "File" or "Directory" or "FileStream" or "FileInfo" or "DirectoryInfo" or "FileSystemWatcher")
            || (space == "System.Diagnostics" && name is "Process" or "ProcessStartInfo")
        select $"{space}.{name}");

    /// <summary>Concrete classes that somebody could derive from although nothing says they may.</summary>
    public static IReadOnlyList<string> OpenClasses(string assemblyFile) => Read(assemblyFile, reader =>
        from handle in reader.TypeDefinitions
        let type = reader.GetTypeDefinition(handle)
        let name = reader.GetString(type.Name)
        let space = reader.GetString(type.Namespace)
        where (type.Attributes & (System.Reflection.TypeAttributes.Sealed | System.Reflection.TypeAttributes.Abstract | System.Reflection.TypeAttributes.Interface)) == 0
            && !type.BaseType.IsNil && !name.StartsWith('<') && name is not ("Program" or "_Imports")
            && !space.Contains("Migrations", StringComparison.Ordinal)
            && type.GetCustomAttributes().All(a => AttributeName(reader, a) is not ("GeneratedCodeAttribute" or "CompilerGeneratedAttribute" or "RouteAttribute"))
            && !DerivesFromComponent(reader, type)
        select space.Length == 0 ? name : $"{space}.{name}");

    /// <summary>The compiler of pages makes them, or what they all come from is one of ours.</summary>
    private static bool DerivesFromComponent(MetadataReader reader, TypeDefinition type)
    {
        while (type.BaseType.Kind == HandleKind.TypeDefinition)
        {
            type = reader.GetTypeDefinition((TypeDefinitionHandle)type.BaseType);
        }

        return type.BaseType.Kind == HandleKind.TypeReference
            && reader.GetString(reader.GetTypeReference((TypeReferenceHandle)type.BaseType).Namespace) == "Microsoft.AspNetCore.Components";
    }

    private static string AttributeName(MetadataReader reader, CustomAttributeHandle handle)
    {
        var constructor = reader.GetCustomAttribute(handle).Constructor;
        return constructor.Kind == HandleKind.MemberReference
            && reader.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } parent
            ? reader.GetString(reader.GetTypeReference((TypeReferenceHandle)parent).Name)
            : "";
    }

    private static IReadOnlyList<string> Read(string assemblyFile, Func<MetadataReader, IEnumerable<string>> query)
    {
        using var pe = new PEReader(File.OpenRead(assemblyFile));
        return [.. query(pe.GetMetadataReader()).Distinct().Order()];
    }
}
