using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Coop.Tests.House;

/// <summary>Which folder of a room names types of which other, as the compiler wrote it down: bases, members, attributes and every instruction.</summary>
internal sealed class FolderGraph
{
    private readonly SortedDictionary<(string From, string To), string> _edges = [];

    private FolderGraph(CompiledRoom room, string root)
    {
        var reader = room.Metadata;
        foreach (var handle in reader.TypeDefinitions)
        {
            var names = new NamedTypes(reader);
            Collect(room, handle, names);
            var from = Folder(reader, handle);
            foreach (var named in names.Found)
            {
                var to = Folder(reader, named);
                if (from != to && IsFolderOf(root, from) && IsFolderOf(root, to))
                {
                    _edges.TryAdd((from, to), $"{Short(room, handle)} names {Short(room, named)}");
                }
            }
        }
    }

    /// <summary>Two folders with the first type that leads from one to the other.</summary>
    public IReadOnlyDictionary<(string From, string To), string> Edges => _edges;

    public IEnumerable<string> Folders => _edges.Keys.SelectMany(edge => new[] { edge.From, edge.To }).Distinct().Order();

    /// <param name="root">The room's namespace; what the compiler and its generators add elsewhere is no folder of ours.</param>
    public static FolderGraph Of(string assemblyFile, string root)
    {
        using var room = new CompiledRoom(assemblyFile);
        return new FolderGraph(room, root);
    }

    /// <summary>Groups of folders that lead to each other, each sorted; empty when there is an order in which every folder knows only those before it.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Circles(IReadOnlyCollection<(string From, string To)> edges)
    {
        var next = edges.ToLookup(edge => edge.From, edge => edge.To);
        var folders = edges.SelectMany(edge => new[] { edge.From, edge.To }).Distinct().Order().ToList();
        var reached = folders.ToDictionary(folder => folder, folder => ReachedFrom(folder, next));
        return [.. folders.GroupBy(folder => string.Join(' ', folders.Where(other => reached[folder].Contains(other) && reached[other].Contains(folder))))
            .Where(circle => circle.Key.Length > 0).Select(circle => circle.ToList())];
    }

    private static HashSet<string> ReachedFrom(string folder, ILookup<string, string> next)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(next[folder]);
        while (open.TryPop(out var at))
        {
            if (seen.Add(at))
            {
                foreach (var to in next[at])
                {
                    open.Push(to);
                }
            }
        }

        return seen;
    }

    private static void Collect(CompiledRoom room, TypeDefinitionHandle handle, NamedTypes names)
    {
        var reader = room.Metadata;
        var type = reader.GetTypeDefinition(handle);
        names.Add(type.BaseType);
        names.Add(type.GetCustomAttributes());
        foreach (var implemented in type.GetInterfaceImplementations())
        {
            names.Add(reader.GetInterfaceImplementation(implemented).Interface);
        }

        foreach (var constraint in type.GetGenericParameters().Concat(type.GetMethods().SelectMany(method => reader.GetMethodDefinition(method).GetGenericParameters()))
            .SelectMany(parameter => reader.GetGenericParameter(parameter).GetConstraints()))
        {
            names.Add(reader.GetGenericParameterConstraint(constraint).Type);
        }

        foreach (var field in type.GetFields().Select(reader.GetFieldDefinition))
        {
            field.DecodeSignature(names, null);
            names.Add(field.GetCustomAttributes());
        }

        foreach (var method in type.GetMethods().Select(reader.GetMethodDefinition))
        {
            method.DecodeSignature(names, null);
            names.Add(method.GetCustomAttributes());
            foreach (var token in room.TokensOf(method))
            {
                names.Add(token);
            }
        }
    }

    private static string Folder(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer ? Folder(reader, outer) : reader.GetString(type.Namespace);
    }

    private static bool IsFolderOf(string root, string folder) => folder == root || folder.StartsWith(root + ".", StringComparison.Ordinal);

    /// <summary>Of the outermost type: what the compiler makes inside has no name for people.</summary>
    private static string Short(CompiledRoom room, TypeDefinitionHandle type) => room.NameOf(type).Split('+')[0].Split('.')[^1];

    /// <summary>Gathers the types of the same assembly that tokens and signatures name.</summary>
    private sealed class NamedTypes(MetadataReader reader) : ISignatureTypeProvider<object?, object?>
    {
        public HashSet<TypeDefinitionHandle> Found { get; } = [];

        public void Add(CustomAttributeHandleCollection attributes)
        {
            foreach (var attribute in attributes)
            {
                Add(reader.GetCustomAttribute(attribute).Constructor);
            }
        }

        public void Add(EntityHandle token)
        {
            switch (token.Kind)
            {
                case HandleKind.TypeDefinition when !token.IsNil:
                    Found.Add((TypeDefinitionHandle)token);
                    break;
                case HandleKind.TypeSpecification:
                    reader.GetTypeSpecification((TypeSpecificationHandle)token).DecodeSignature(this, null);
                    break;
                case HandleKind.MethodDefinition:
                    Found.Add(reader.GetMethodDefinition((MethodDefinitionHandle)token).GetDeclaringType());
                    break;
                case HandleKind.FieldDefinition:
                    Found.Add(reader.GetFieldDefinition((FieldDefinitionHandle)token).GetDeclaringType());
                    break;
                case HandleKind.MethodSpecification when reader.GetMethodSpecification((MethodSpecificationHandle)token) is var method:
                    method.DecodeSignature(this, null);
                    Add(method.Method);
                    break;
                case HandleKind.MemberReference when reader.GetMemberReference((MemberReferenceHandle)token) is var member:
                    Add(member.Parent);
                    break;
            }
        }

        public object? GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            Found.Add(handle);
            return null;
        }

        public object? GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
        {
            Add(handle);
            return null;
        }

        // The walk through a signature is all that is wanted: what it is made of was noted on the way.
        public object? GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => null;

        public object? GetArrayType(object? elementType, ArrayShape shape) => null;

        public object? GetByReferenceType(object? elementType) => null;

        public object? GetFunctionPointerType(MethodSignature<object?> signature) => null;

        public object? GetGenericInstantiation(object? genericType, ImmutableArray<object?> typeArguments) => null;

        public object? GetGenericMethodParameter(object? genericContext, int index) => null;

        public object? GetGenericTypeParameter(object? genericContext, int index) => null;

        public object? GetModifiedType(object? modifier, object? unmodifiedType, bool isRequired) => null;

        public object? GetPinnedType(object? elementType) => null;

        public object? GetPointerType(object? elementType) => null;

        public object? GetPrimitiveType(PrimitiveTypeCode typeCode) => null;

        public object? GetSZArrayType(object? elementType) => null;
    }
}
