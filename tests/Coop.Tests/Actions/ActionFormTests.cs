using System.Text.Json;
using Coop.Engine;
using Coop.Engine.Actions;
using Coop.Server.Actions.Pages;
using Coop.Tests.Storage;
using CsCheck;

namespace Coop.Tests.Actions;

/// <summary>The form of an action gives back what it was given.</summary>
public sealed class ActionFormTests
{
    private static readonly Gen<string> Words = Gen.String[Gen.Char["ab =\"\\ü"], 1, 8].Select(text => text.Trim()).Where(text => text.Length > 0);

    [Fact]
    public void An_option_comes_back_as_it_was_whatever_is_in_it() =>
        Gen.Select(Words, Words).Sample((value, label) =>
        {
            var read = ActionOptionLine.Read(ActionOptionLine.Write(new ActionParameterOption(value, label)));
            return read.Value == value && (read.Label ?? read.Value) == label;
        });

    [Theory]
    [InlineData("spam", "spam", null)]
    [InlineData("spam = Spam or scam", "spam", "Spam or scam")]
    [InlineData("spam  =  Spam = scam", "spam", "Spam = scam")]
    [InlineData("\"a = b\"", "a = b", null)]
    [InlineData("\"a = b\" = \"A = B\"", "a = b", "A = B")]
    [InlineData("\"open = Label", "\"open", "Label")]
    [InlineData("5\" = Five inches", "5\"", "Five inches")]
    public void An_option_is_read_from_its_line(string line, string value, string? label) => Assert.Equal(new ActionParameterOptionDraft(value, label), ActionOptionLine.Read(line));

    [Fact]
    public void A_saved_action_stays_as_it_is_when_nothing_is_typed()
    {
        var action = Examples.Action("org-1");
        var draft = ActionForm.Of(action).ToDraft();
        Assert.Equal("Why", draft.Parameters![0].Description);
        Assert.Equal(action.CallbackHeaders.Keys, draft.CallbackHeaders!.Keys);
        Assert.All(draft.CallbackHeaders.Values, value => Assert.True(SecretMask.Is(value)));
    }

    [Fact]
    public void A_draft_that_comes_back_holds_no_header_value_and_reverts_none_that_was_typed_anew()
    {
        var action = Examples.Action("org-1");
        var form = ActionForm.Of(action);
        (form.Headers[0].IsReplaced, form.Headers[0].Value) = (true, "typed anew");
        form.Headers.Add(new ActionHeaderState { Name = "x-new", Value = "typed" });

        var kept = JsonSerializer.Serialize(form.WithoutSecrets());
        Assert.DoesNotContain("typed", kept, StringComparison.Ordinal);

        var restored = JsonSerializer.Deserialize<ActionForm>(kept)!;
        var headers = restored.ToDraft().CallbackHeaders!;
        Assert.Equal(["\"\"", "{\"saved\":true}", "\"\""], headers.Values.Select(value => value.GetRawText()));
    }

    [Theory]
    [InlineData(@"{""a"":""\ud800""}")]
    [InlineData("""{"a":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}""")]
    public void A_body_that_cannot_be_kept_is_told_beside_its_field(string body)
    {
        var form = ActionForm.Of(Examples.Action("org-1"));
        form.Body = body;
        Assert.Equal("/callbackBody", Assert.Single(form.Mistakes()).Pointer);
    }
}
