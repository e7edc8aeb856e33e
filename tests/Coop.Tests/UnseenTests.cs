using Coop.Engine;

namespace Coop.Tests;

public sealed class UnseenTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\u202Eb", "a⟨U+202E⟩b")]
    [InlineData("\u2066x\u2069", "⟨U+2066⟩x⟨U+2069⟩")]
    [InlineData("ad\u200Bmin\u00AD", "ad⟨U+200B⟩min⟨U+00AD⟩")]
    [InlineData("a\u0000b\u0085", "a⟨U+0000⟩b⟨U+0085⟩")]
    [InlineData("\uFEFFx\u3164", "⟨U+FEFF⟩x⟨U+3164⟩")]
    [InlineData("x\U000E0041y", "x⟨U+E0041⟩y")]
    [InlineData("ad\u200Dmin", "ad⟨U+200D⟩min")]
    [InlineData("two\nlines\tand a tab", "two\nlines\tand a tab")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    [InlineData("👩\u200D🚀", "👩\u200D🚀")]
    [InlineData("שלום", "שלום")]
    [InlineData("", "")]
    [InlineData(" ", "⟨U+0020⟩")]
    [InlineData("\u00A0\n\u2800", "⟨U+00A0⟩⟨U+000A⟩⟨U+2800⟩")]
    [InlineData("\u200D ", "⟨U+200D⟩⟨U+0020⟩")]
    [InlineData(" a ", " a ")]
    public void What_nobody_sees_is_shown_and_what_belongs_to_a_script_stays(string given, string shown) => Assert.Equal(shown, Unseen.Shown(given));

    [Fact]
    public void Half_a_character_is_shown_as_what_it_is() => Assert.Equal("half ⟨U+D800⟩ pair", Unseen.Shown($"half {(char)0xD800} pair"));

    [Theory]
    [InlineData("https://platform.example/hooks?a=b c", true)]
    [InlineData("https://platform.example/\u202Ekcah", false)]
    [InlineData("https://platform.example/\u200B", false)]
    [InlineData("https://platform.example/a\tb", false)]
    public void An_address_that_people_compare_by_eye_has_nothing_unseen(string address, bool isWholly) => Assert.Equal(isWholly, NameText.IsWholly(address));
}
