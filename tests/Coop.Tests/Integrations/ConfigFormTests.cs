using System.Text.Json;
using Coop.Engine.Integrations;
using Coop.Integrations;
using Coop.Server.Integrations.Pages;

namespace Coop.Tests.Integrations;

/// <summary>What a configuration form sends, given what is saved and what somebody did to it.</summary>
public sealed class ConfigFormTests
{
    [Theory]
    [InlineData("0.8", "0.8")]
    [InlineData(" -1.5e2 ", "-150")]
    [InlineData("0,8", "\"0,8\"")]
    [InlineData("1,000", "\"1,000\"")]
    [InlineData("NaN", "\"NaN\"")]
    public void A_comma_in_a_number_is_sent_as_typed_so_that_it_is_refused_and_never_becomes_another_number(string typed, string sent)
    {
        var form = Form(Field("limit", ConfigurationInputType.Number));
        form.Texts["limit"] = typed;
        Assert.Equal($$"""{"limit":{{sent}}}""", form.ToJson().GetRawText());
    }

    [Fact]
    public void A_required_yes_or_no_says_no_until_somebody_says_yes_and_an_optional_one_says_nothing()
    {
        var form = Form(Field("strict", ConfigurationInputType.Boolean, required: true), Field("loud", ConfigurationInputType.Boolean));
        Assert.Equal("""{"strict":false}""", form.ToJson().GetRawText());
        Assert.Empty(form.Typing.Texts);
        Assert.Empty(form.Typing.Lists);
    }

    [Fact]
    public void What_nobody_touched_in_a_list_stays_what_it_was_and_a_number_among_numbers_is_one()
    {
        var fields = new[] { Field("weights", ConfigurationInputType.Array), Field("mixed", ConfigurationInputType.Array) };
        var form = Form("""{"weights":[1,2.50],"mixed":["1",2,true,null,{"a":1},"[1]"]}""", fields);
        form.Lists["weights"].Add("3");
        form.Lists["weights"].Add("0,5");
        form.Lists["mixed"].Add("4");
        Assert.Equal("""{"weights":[1,2.50,3,"0,5"],"mixed":["1",2,true,null,{"a":1},"[1]","4"]}""", form.ToJson().GetRawText());
    }

    [Fact]
    public void A_number_nobody_touched_keeps_every_digit() =>
        Assert.Equal("""{"id":12345678901234567890}""", Form("""{"id":12345678901234567890}""", Field("id", ConfigurationInputType.Number)).ToJson().GetRawText());

    [Fact]
    public void A_secret_is_kept_left_blank_or_untouched_and_removed_only_when_somebody_says_so()
    {
        var form = Form("""{"key":{"saved":true}}""", Field("key", ConfigurationInputType.Password));
        Assert.Equal("{}", form.ToJson().GetRawText());

        form.Secrets["key"].Replace();
        form.Secrets["key"].Text = "  ";
        Assert.Equal("{}", form.ToJson().GetRawText());

        form.Secrets["key"].Text = "new";
        Assert.Equal("""{"key":"new"}""", form.ToJson().GetRawText());

        form.Secrets["key"].Remove();
        Assert.Equal("""{"key":null}""", form.ToJson().GetRawText());

        form.Secrets["key"].Keep();
        Assert.Equal("{}", form.ToJson().GetRawText());
    }

    [Fact]
    public void A_form_drawn_anew_keeps_what_was_typed_and_shows_the_rest_as_it_is_now()
    {
        var before = Form("""{"a":"1","b":"1","key":{"saved":true}}""", Field("a"), Field("b"), Field("gone"), Field("key", ConfigurationInputType.Password), Field("list", ConfigurationInputType.Array));
        before.Texts["b"] = "mine";
        before.Texts["gone"] = "mine";
        before.Lists["list"].Add("mine");
        before.Secrets["key"].Replace();
        before.Secrets["key"].Text = "mine";

        var theirs = Form("""{"a":"theirs","b":"theirs"}""", Field("a"), Field("b"), Field("new"), Field("key", ConfigurationInputType.Password), Field("list", ConfigurationInputType.Array));
        var now = before.Over(theirs);

        Assert.Equal("""{"a":"theirs","b":"mine","key":"mine","list":["mine"]}""", now.ToJson().GetRawText());
        Assert.Equal(["b"], now.Typing.Texts.Keys);
        Assert.True(now.HasSecrets);
        Assert.Equal("""{"a":"theirs","b":"theirs","list":[]}""", theirs.ToJson().GetRawText());
    }

    [Theory]
    [InlineData("""{ "a": "\ud83d" }""")]
    [InlineData("{")]
    public void Json_that_nothing_could_keep_is_known_before_it_is_sent(string typed)
    {
        var form = Form(Field("raw", ConfigurationInputType.Json));
        form.Texts["raw"] = typed;
        Assert.Equal(("input.not-json", "/raw"), Assert.Single(form.BrokenJson.Select(problem => (problem.Code, problem.Pointer))));
        Assert.Equal(JsonValueKind.String, form.ToJson().GetProperty("raw").ValueKind);
    }

    [Fact]
    public void Json_nested_as_deep_as_a_field_may_hold_can_be_sent_and_deeper_is_known_before()
    {
        var form = Form(Field("raw", ConfigurationInputType.Json));
        form.Texts["raw"] = new string('[', 48) + new string(']', 48);
        Assert.Empty(form.BrokenJson);
        Assert.Equal(JsonValueKind.Array, form.ToJson().GetProperty("raw").ValueKind);

        form.Texts["raw"] = "[" + form.Texts["raw"] + "]";
        Assert.Equal("/raw", Assert.Single(form.BrokenJson).Pointer);
    }

    [Fact]
    public void A_secret_that_cannot_be_read_is_asked_for_again()
    {
        var form = new ConfigForm(
            [Field("key", ConfigurationInputType.Password)], new MaskedConfig(JsonElement.Parse("{}"), DateTimeOffset.UnixEpoch) { UnreadableSecrets = ["key"] });
        Assert.True(form.Secrets["key"] is { IsUnreadable: true, IsSaved: false, IsReplaced: true });
    }

    private static ConfigForm Form(params ConfigurationField[] fields) => new(fields, new MaskedConfig(JsonElement.Parse("{}"), null));

    private static ConfigForm Form(string saved, params ConfigurationField[] fields) => new(fields, new MaskedConfig(JsonElement.Parse(saved), DateTimeOffset.UnixEpoch));

    private static ConfigurationField Field(string key, ConfigurationInputType type = ConfigurationInputType.Text, bool required = false) =>
        new() { Key = key, Label = key, Required = required, InputType = type };
}
