namespace Coop.Server.Sections;

/// <summary>A section of the configuration cannot be used; the server does not start with it.</summary>
/// <param name="mistakes">Each a sentence that names the setting and says what to give.</param>
internal sealed class SectionMistakeException(IReadOnlyList<string> mistakes) : Exception(string.Join(Environment.NewLine, mistakes))
{
    public IReadOnlyList<string> Mistakes => mistakes;
}
