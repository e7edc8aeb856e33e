using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Coop.Tests.House;

/// <summary>A compiled assembly of ours, read and not loaded: what is in it and what names what, as the compiler made it.</summary>
internal sealed class CompiledRoom : IDisposable
{
    private readonly PEReader _file;

    public CompiledRoom(string assemblyFile)
    {
        _file = new PEReader(File.OpenRead(assemblyFile));
        Metadata = _file.GetMetadataReader();
    }

    /// <summary>The rooms of <c>src</c> as they lie beside the tests.</summary>
    public static IReadOnlyList<string> All { get; } = ["Coop.Integrations", "Coop.Engine", "Coop.Plugins", "Coop.Storage", "Coop.Server", "coop", "coop-runner"];

    /// <summary>What calls what, in all of them.</summary>
    public static IReadOnlyList<(string Caller, string Called)> CallsOfHost => Calling.Value;

    private static readonly Lazy<IReadOnlyList<(string Caller, string Called)>> Calling = new(() =>
    [
        .. All.SelectMany(name =>
        {
            using var room = new CompiledRoom(FileOf(name));
            return room.Calls().ToList();
        }),
    ]);

    public static string FileOf(string room) => room == "coop-runner"
        ? Path.Combine(AppContext.BaseDirectory, "runner", "dotnet", "coop-runner.dll")
        : Path.Combine(AppContext.BaseDirectory, room + ".dll");

    public MetadataReader Metadata { get; }

    public void Dispose() => _file.Dispose();

    public IEnumerable<EntityHandle> TokensOf(MethodDefinition method) => method.RelativeVirtualAddress == 0
        ? []
        : MethodBody.Tokens(_file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes() ?? []);

    /// <summary>Every method with what its code calls, as <c>Type.Method</c>.</summary>
    public IEnumerable<(string Caller, string Called)> Calls() =>
        from handle in Metadata.MethodDefinitions
        let method = Metadata.GetMethodDefinition(handle)
        let caller = $"{NameOf(method.GetDeclaringType())}.{Metadata.GetString(method.Name)}"
        from token in TokensOf(method)
        let called = MemberName(token)
        where called is not null
        select (caller, called);

    /// <summary>Without generic arguments; a nested type is named with those around it.</summary>
    public string NameOf(EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeDefinition when Metadata.GetTypeDefinition((TypeDefinitionHandle)type) is var defined => defined.GetDeclaringType() is { IsNil: false } outer
            ? $"{NameOf(outer)}+{Metadata.GetString(defined.Name)}"
            : Full(defined.Namespace, defined.Name),
        HandleKind.TypeReference when Metadata.GetTypeReference((TypeReferenceHandle)type) is var referenced => referenced.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf(referenced.ResolutionScope)}+{Metadata.GetString(referenced.Name)}"
            : Full(referenced.Namespace, referenced.Name),
        _ => "",
    };

    private string? MemberName(EntityHandle token) => token.Kind switch
    {
        HandleKind.MethodDefinition when Metadata.GetMethodDefinition((MethodDefinitionHandle)token) is var method =>
            $"{NameOf(method.GetDeclaringType())}.{Metadata.GetString(method.Name)}",
        HandleKind.MemberReference when Metadata.GetMemberReference((MemberReferenceHandle)token) is var member => $"{NameOf(member.Parent)}.{Metadata.GetString(member.Name)}",
        HandleKind.MethodSpecification => MemberName(Metadata.GetMethodSpecification((MethodSpecificationHandle)token).Method),
        _ => null,
    };

    private string Full(StringHandle space, StringHandle name) => space.IsNil ? Metadata.GetString(name) : $"{Metadata.GetString(space)}.{Metadata.GetString(name)}";
}
