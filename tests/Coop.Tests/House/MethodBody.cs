using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Coop.Tests.House;

/// <summary>What a compiled method names: the tokens of its instructions. No code is run or loaded for it.</summary>
internal static class MethodBody
{
    private static readonly FrozenDictionary<short, OpCode> Known = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToFrozenDictionary(code => code.Value);

    /// <summary>The types, methods and fields the instructions name, in their order.</summary>
    public static IEnumerable<EntityHandle> Tokens(byte[] instructions)
    {
        for (var at = 0; at < instructions.Length;)
        {
            var first = instructions[at++];
            var code = Known[first == 0xFE ? (short)(0xFE00 | instructions[at++]) : first];
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                yield return MetadataTokens.EntityHandle(BitConverter.ToInt32(instructions, at));
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(instructions, at)),
                _ => 4,
            };
        }
    }
}
