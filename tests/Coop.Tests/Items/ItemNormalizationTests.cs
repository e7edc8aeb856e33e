using System.Text.Json;
using Coop.Engine.Items;
using Coop.Engine.Problems;
using Coop.Integrations;

namespace Coop.Tests.Items;

/// <summary>Coercion of submitted values.</summary>
public class ItemNormalizationTests
{
    private static readonly HashSet<string> TypeIds = ["t", "user"];

    [Theory]
    [InlineData(ScalarType.IpAddress, "\"192.0.2.1\"", "\"192.0.2.1\"")]
    [InlineData(ScalarType.IpAddress, "\"203.0.113.255\"", "\"203.0.113.255\"")]
    [InlineData(ScalarType.IpAddress, "\"2001:db8::1\"", "\"2001:db8::1\"")]
    [InlineData(ScalarType.IpAddress, "\"::1\"", "\"::1\"")]
    [InlineData(ScalarType.IpAddress, "\"  192.0.2.1 \"", "\"192.0.2.1\"")]
    [InlineData(ScalarType.Media, "\"https://e.com/a.jpg\"", """{"url":"https://e.com/a.jpg","mediaType":"IMAGE"}""")]
    [InlineData(ScalarType.Media, "\"https://e.com/a.JPG\"", """{"url":"https://e.com/a.JPG","mediaType":"IMAGE"}""")]
    [InlineData(ScalarType.Media, "\"https://e.com/a.webp\"", """{"url":"https://e.com/a.webp","mediaType":"IMAGE"}""")]
    [InlineData(ScalarType.Media, "\"https://e.com/a.mov\"", """{"url":"https://e.com/a.mov","mediaType":"VIDEO"}""")]
    [InlineData(ScalarType.Media, "\"https://e.com/a.m4a\"", """{"url":"https://e.com/a.m4a","mediaType":"AUDIO"}""")]
    [InlineData(ScalarType.Media, "\"https://e.com/a.ogg\"", """{"url":"https://e.com/a.ogg","mediaType":null}""")]
    [InlineData(ScalarType.Media, "\"https://e.com/a\"", """{"url":"https://e.com/a","mediaType":null}""")]
    [InlineData(ScalarType.Media, "\"https://e.com/a.xyz\"", """{"url":"https://e.com/a.xyz","mediaType":null}""")]
    [InlineData(ScalarType.Media, "\"https://e.com/a.\"", """{"url":"https://e.com/a.","mediaType":null}""")]
    [InlineData(ScalarType.Media, "\"https://e.com/cat.PNG?v=2\"", """{"url":"https://e.com/cat.PNG?v=2","mediaType":"IMAGE"}""")]
    [InlineData(ScalarType.Image, "\"https://e.com/a\"", """{"url":"https://e.com/a"}""")]
    [InlineData(ScalarType.Url, "\"http://e.com\"", "\"http://e.com\"")]
    [InlineData(ScalarType.Number, "\"130\"", "130")]
    [InlineData(ScalarType.Number, "1e2", "100")]
    [InlineData(ScalarType.Number, "0", "0")]
    [InlineData(ScalarType.Boolean, "false", "false")]
    [InlineData(ScalarType.Boolean, "\"True\"", "true")]
    [InlineData(ScalarType.Boolean, "1", "true")]
    [InlineData(ScalarType.Boolean, "\"0\"", "false")]
    [InlineData(ScalarType.String, "\"\"", "\"\"")]
    [InlineData(ScalarType.Id, "12345678901234567890", "\"12345678901234567890\"")]
    [InlineData(ScalarType.PolicyId, "1.50", "\"1.5\"")]
    [InlineData(ScalarType.Geohash, "\"u4pruydqqvj\"", "\"u4pruydqqvj\"")]
    [InlineData(ScalarType.Datetime, "\"2024-05-06\"", "\"2024-05-06T00:00:00.000Z\"")]
    [InlineData(ScalarType.Datetime, "\"2024-05-06T07:08:09.123456789+02:00\"", "\"2024-05-06T05:08:09.123Z\"")]
    [InlineData(ScalarType.Datetime, "\"Mon, 06 May 2024 07:08:09 GMT\"", "\"2024-05-06T07:08:09.000Z\"")]
    [InlineData(ScalarType.EmailAddress, "\" a@b \"", "\"a@b\"")]
    [InlineData(ScalarType.EmailAddress, "\"a\"", "\"a\"")]
    [InlineData(ScalarType.UserId, """{"id":"1","typeId":"user","name":"dropped"}""", """{"id":"1","typeId":"user"}""")]
    [InlineData(ScalarType.RelatedItem, """{"typeId":"t","id":"1","name":"kept"}""", """{"id":"1","typeId":"t","name":"kept"}""")]
    public void Accepts_and_normalises(ScalarType type, string given, string expected)
    {
        var item = Normalize(Type(new ItemField("f", type, true)), $$"""{"f":{{given}}}""").Value;
        Assert.Equal(expected, item.Data.GetProperty("f").GetRawText());
        Assert.Equal(type, Assert.Single(item.Values["f"]).Type);
    }

    [Theory]
    [InlineData(ScalarType.IpAddress, "\"\"")]
    [InlineData(ScalarType.IpAddress, "\"  \"")]
    [InlineData(ScalarType.IpAddress, "\"\\t\\n\"")]
    [InlineData(ScalarType.Media, "\"\"")]
    [InlineData(ScalarType.Url, "\"\"")]
    [InlineData(ScalarType.Video, "\"\"")]
    [InlineData(ScalarType.EmailAddress, "\" \"")]
    [InlineData(ScalarType.String, "null")]
    public void Takes_as_missing(ScalarType type, string given)
    {
        Assert.Empty(Normalize(Type(new ItemField("f", type, false)), $$"""{"f":{{given}}}""").Value.Values);
        var problem = Assert.Single(Normalize(Type(new ItemField("f", type, true)), $$"""{"f":{{given}}}""").Problems);
        Assert.Equal("The field 'f' is required, but was not provided.", problem.Detail);
        Assert.Equal((ProblemKind.DataInvalidForItemType, "Invalid Data for Item", null), (problem.Kind, problem.Title, problem.Pointer));
    }

    [Theory]
    [InlineData(ScalarType.IpAddress, "\"not-an-ip\"")]
    [InlineData(ScalarType.IpAddress, "\"999.999.999.999\"")]
    [InlineData(ScalarType.IpAddress, "\"192.0.2.1 extra\"")]
    [InlineData(ScalarType.IpAddress, "\"1\"")]
    [InlineData(ScalarType.IpAddress, "42")]
    [InlineData(ScalarType.IpAddress, "{}")]
    [InlineData(ScalarType.Media, "\"not a url\"")]
    [InlineData(ScalarType.Media, "\"javascript:alert(1)\"")]
    [InlineData(ScalarType.Media, "\"ftp://e.com/a.jpg\"")]
    [InlineData(ScalarType.Media, "42")]
    [InlineData(ScalarType.Media, "true")]
    [InlineData(ScalarType.Media, "{}")]
    [InlineData(ScalarType.Media, "[]")]
    [InlineData(ScalarType.Url, "\"http://localhost/a\"")]
    [InlineData(ScalarType.Url, "\"http://127.0.0.1:8080/a\"")]
    [InlineData(ScalarType.Number, "\"abc\"")]
    [InlineData(ScalarType.Number, "1e999")]
    [InlineData(ScalarType.Number, "true")]
    [InlineData(ScalarType.Boolean, "2")]
    [InlineData(ScalarType.Id, "true")]
    [InlineData(ScalarType.String, "\"\\ud800\"")]
    [InlineData(ScalarType.Geohash, "\"aaa\"")]
    [InlineData(ScalarType.Datetime, "\"12:30\"")]
    [InlineData(ScalarType.Datetime, "\"2024-13-01\"")]
    [InlineData(ScalarType.Datetime, "1714979289000")]
    [InlineData(ScalarType.RelatedItem, "\"1\"")]
    [InlineData(ScalarType.RelatedItem, """{"id":"1","typeId":"t","name":{}}""")]
    [InlineData(ScalarType.RelatedItem, """{"id":"1","typeId":"unknown"}""")]
    [InlineData(ScalarType.UserId, """{"id":"","typeId":"user"}""")]
    public void Refuses(ScalarType type, string given)
    {
        var problem = Assert.Single(Normalize(Type(new ItemField("f", type, false)), $$"""{"f":{{given}}}""").Problems);
        Assert.StartsWith($"The field 'f' has an invalid value. The value you provided was: {given}. This field", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void An_email_of_201_must_be_a_string() =>
        Assert.Contains("must be a string", Normalize(Type(new ItemField("f", ScalarType.EmailAddress, false)), """{"f":201}""").Problems.Single().Detail, StringComparison.Ordinal);

    [Theory]
    [InlineData(ContainerType.Array, "[1,\"2\"]", "[1,2]")]
    [InlineData(ContainerType.Map, """{"a":1,"b":"2"}""", """{"a":1,"b":2}""")]
    public void Containers_coerce_each_value(ContainerType container, string given, string expected)
    {
        var item = Normalize(Type(new ItemField("f", ScalarType.Number, true, container, ScalarType.String)), $$"""{"f":{{given}}}""").Value;
        Assert.Equal(expected, item.Data.GetProperty("f").GetRawText());
        Assert.Equal([1, 2], item.Values["f"].Select(value => value.AsNumber()));
    }

    [Theory]
    [InlineData(ContainerType.Array, "[1,null]", "Some items in this field's array were not valid.")]
    [InlineData(ContainerType.Array, "{}", "This field, if given, must be an array.")]
    [InlineData(ContainerType.Map, """{"a":null}""", "Some entries in this field's map were not valid.")]
    [InlineData(ContainerType.Map, "[]", "This field, if given, must be an object.")]
    public void Containers_refuse_a_null_inside_and_other_forms(ContainerType container, string given, string hint) =>
        Assert.EndsWith(hint, Normalize(Type(new ItemField("f", ScalarType.Number, false, container, ScalarType.String)), $$"""{"f":{{given}}}""").Problems.Single().Detail, StringComparison.Ordinal);

    [Fact]
    public void Every_field_that_is_wrong_is_reported_and_a_partial_schema_requires_none()
    {
        var type = Type(new ItemField("a", ScalarType.String, true), new ItemField("b", ScalarType.Number, true), new ItemField("c", ScalarType.String, true));
        Assert.Equal(["item.field-required", "item.field-invalid", "item.field-required"], Normalize(type, """{"b":"x"}""").Problems.Select(problem => problem.Code));
        Assert.True(Normalize(type, "{}", SchemaVariant.Partial).TryGet(out _));
    }

    [Fact]
    public void Members_outside_the_schema_are_kept_as_they_came() =>
        Assert.Equal("""{"a":"x","other":{ "deep":[1, null] }}""", Normalize(Type(new ItemField("a", ScalarType.String, true)), """{"a":"x","other":{ "deep":[1, null] }}""").Value.Data.GetRawText());

    [Theory]
    [InlineData("""{"parent":{"id":"1","typeId":"t"}}""", 2)]
    [InlineData("""{"thread":{"id":"1","typeId":"t"}}""", 1)]
    [InlineData("""{"parent":{"id":"1","typeId":"t"},"thread":{"id":"2","typeId":"t"},"at":"2024-01-01"}""", 0)]
    public void Roles_need_each_other(string data, int problems)
    {
        var type = Type(new ItemField("parent", ScalarType.RelatedItem, false), new ItemField("thread", ScalarType.RelatedItem, false), new ItemField("at", ScalarType.Datetime, false))
            with
        { Roles = new FieldRoles { ParentId = "parent", ThreadId = "thread", CreatedAt = "at" } };
        var found = Normalize(type, data).Problems;
        Assert.Equal(problems, found.Count);
        Assert.All(found, problem => Assert.Equal(("item.field-roles-invalid", ProblemKind.FieldRolesInvalidForItemType, "Invalid field roles for Item"), (problem.Code, problem.Kind, problem.Title)));
    }

    [Theory]
    [InlineData(ItemTypeKind.Content, "u1")]
    [InlineData(ItemTypeKind.Thread, "u1")]
    [InlineData(ItemTypeKind.User, null)]
    public void The_creator_is_the_value_in_its_role_but_never_for_users(ItemTypeKind kind, string? expected)
    {
        var type = Type(new ItemField("by", ScalarType.RelatedItem, false)) with { Kind = kind, Roles = new FieldRoles { CreatorId = "by" } };
        Assert.Equal(expected, Normalize(type, """{"by":{"id":"u1","typeId":"user","name":"n"}}""").Value.Creator?.Id);
        Assert.Null(Normalize(type, "{}").Value.Creator);
        Assert.Null(Normalize(type with { Roles = FieldRoles.None }, """{"by":{"id":"u1","typeId":"user"}}""").Value.Creator);
    }

    [Theory]
    [InlineData("i", "[]", "item.data-not-object")]
    [InlineData("i", """{"\ud800":1}""", "item.data-unreadable")]
    [InlineData("", "{}", "item.id-required")]
    public void What_is_no_item_at_all_has_a_code_of_its_own(string id, string data, string code) => Assert.Equal(
        code, Assert.Single(ItemNormalization.Normalize(new ItemDraft(id, Type(), JsonElement.Parse(data), SchemaVariant.Original), TypeIds).Problems).Code);

    private static ItemType Type(params ItemField[] fields) => new() { Id = "t", OrgId = "o", Name = "T", Kind = ItemTypeKind.Content, Version = "1", Fields = fields };

    private static Result<Item> Normalize(ItemType type, string data, SchemaVariant variant = SchemaVariant.Original) =>
        ItemNormalization.Normalize(new ItemDraft("i", type, JsonElement.Parse(data), variant), TypeIds);
}
