using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Coop.Integrations;

namespace Coop.Plugins.Loading.DotNet;

/// <summary>What an assembly's metadata tells without any of its code being run.</summary>
/// <param name="PluginType">What <see cref="CoopIntegrationAttribute"/> names; null without the attribute.</param>
/// <param name="Contract">The contract it was built against; null when it does not use it.</param>
internal sealed record AssemblyFacts(string? PluginType, Version? Contract)
{
    private const ushort AttributeProlog = 1;
    private static readonly string ContractName = typeof(IIntegrationPlugin).Assembly.GetName().Name!;

    /// <exception cref="BadImageFormatException">It is no .NET assembly.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static AssemblyFacts Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        using var image = new PEReader(stream);
        if (!image.HasMetadata)
        {
            throw new BadImageFormatException("it has no metadata.");
        }

        var metadata = image.GetMetadataReader();
        var contract = metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
            .Where(reference => metadata.StringComparer.Equals(reference.Name, ContractName))
            .Select(reference => reference.Version)
            .FirstOrDefault();
        return new AssemblyFacts(PluginTypeOf(metadata), contract);
    }

    private static string? PluginTypeOf(MetadataReader metadata)
    {
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind != HandleKind.MemberReference
                || metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is not { Kind: HandleKind.TypeReference } parent)
            {
                continue;
            }

            var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
            if (metadata.StringComparer.Equals(type.Name, nameof(CoopIntegrationAttribute))
                && metadata.StringComparer.Equals(type.Namespace, typeof(CoopIntegrationAttribute).Namespace!))
            {
                var value = metadata.GetBlobReader(attribute.Value);
                return value.ReadUInt16() == AttributeProlog ? value.ReadSerializedString() : null;
            }
        }

        return null;
    }
}
