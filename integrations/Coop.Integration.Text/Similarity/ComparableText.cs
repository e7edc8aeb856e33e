using System.Text;

namespace Coop.Integration.Text.Similarity;

/// <summary>A text as it is compared: lower case, and one space for whatever lies between letters and digits.</summary>
/// <param name="Original">As written.</param>
/// <param name="Plain">As compared.</param>
internal sealed record ComparableText(string Original, string Plain)
{
    public static ComparableText Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsLetter(character) || char.IsNumber(character))
            {
                plain.Append(char.ToLowerInvariant(character));
            }
            else if (plain.Length > 0 && plain[^1] != ' ')
            {
                plain.Append(' ');
            }
        }

        return new ComparableText(text, plain.ToString().TrimEnd());
    }
}
