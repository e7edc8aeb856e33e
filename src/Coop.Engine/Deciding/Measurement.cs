using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coop.Engine.Rules.Conditions;

namespace Coop.Engine.Deciding;

/// <summary>
/// What a condition has measured: an input of the item and the signal that judges it. Told apart by a key made of its stored form, so that conditions of different rules,
/// versions and plans that measure the same find the same.
/// </summary>
internal sealed class Measurement
{
    private Measurement(UInt128 key, MeasurementKind kind, ConditionInput input, string inputText, ConditionSignal? signal, ConditionMatchingValues? matchingValues) =>
        (Key, Kind, Input, InputText, Signal, MatchingValues) = (key, kind, input, inputText, signal, matchingValues);

    public UInt128 Key { get; }

    public MeasurementKind Kind { get; }

    public ConditionInput Input { get; }

    /// <summary>The input's stored form: equal inputs have equal ones.</summary>
    public string InputText { get; }

    /// <summary>Null when the value is its own score.</summary>
    public ConditionSignal? Signal { get; }

    public ConditionMatchingValues? MatchingValues { get; }

    public static Measurement Of(LeafCondition leaf)
    {
        var kind = KindOf(leaf);
        var signal = kind == MeasurementKind.Judged ? leaf.Signal : null;
        var values = signal is null ? null : leaf.MatchingValues;
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer, JsonText.WriterOptions);
        ConditionWriter.WriteInput(writer, leaf.Input);
        writer.Flush();
        var inputText = Encoding.UTF8.GetString(buffer.WrittenSpan);
        buffer.Write([(byte)kind]);
        if (signal is not null)
        {
            writer.Reset();
            writer.WriteStartArray();
            writer.WriteStringValue(signal.Id);
            writer.WriteStringValue(signal.Subcategory);
            if (signal.Args is { } args)
            {
                args.WriteTo(writer);
            }

            writer.WriteEndArray();
            writer.Flush();
            buffer.Write([(byte)'\n']);
            if (values is not null)
            {
                writer.Reset();
                writer.WriteStartObject();
                ConditionWriter.WriteMatchingValues(writer, values);
                writer.WriteEndObject();
                writer.Flush();
            }
        }

        return new Measurement(KeyOf(buffer.WrittenSpan), kind, leaf.Input, inputText, signal, values);
    }

    public static MeasurementKind KindOf(LeafCondition leaf) => leaf switch
    {
        { Input: ConditionInput.Derived } => MeasurementKind.Derived,
        { Comparator: Comparator.IsNotProvided } => MeasurementKind.Presence,
        { Signal: null } => MeasurementKind.Bare,
        _ => MeasurementKind.Judged,
    };

    private static UInt128 KeyOf(ReadOnlySpan<byte> form)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(form, hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}

internal enum MeasurementKind : byte
{
    /// <summary>Whether the input is there at all.</summary>
    Presence,

    /// <summary>The value is its own score.</summary>
    Bare,

    /// <summary>A signal judges it.</summary>
    Judged,

    /// <summary>A value computed from another; nothing computes any yet.</summary>
    Derived,
}
