namespace Coop.Storage.Keys;

/// <summary>What a key stands for.</summary>
internal readonly record struct KeyName(long Org, KeyKind Kind, string Id, string Version = "");

internal enum KeyKind
{
    Org,
    ItemType,
    Action,
    Rule,
}
