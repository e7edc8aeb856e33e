using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Coop.Tests.Support;

namespace Coop.Tests.Server;

/// <summary>What senders get wrong before anything of theirs is looked at: each is told what it is, with which value, and what to do.</summary>
public sealed class ErrorWordsTests(AcmeServer fixture) : IClassFixture<AcmeServer>
{
    private const string Decisions = "/api/v1/admin/decisions";
    private const string Async = "/api/v1/items/async";

    [Theory]
    [InlineData("GET", $"{Decisions}?limit=abc", null, null, 400, "http.bad-request", "The query parameter limit must be a whole number, such as 50; not 'abc'.")]
    [InlineData("GET", $"{Decisions}?limit=99999999999", null, null, 400, "http.bad-request", "The query parameter limit must be a whole number, such as 50; not '99999999999'.")]
    [InlineData("GET", $"{Decisions}?limit=-1", null, null, 400, "input.out-of-range", "The query parameter limit must be between 1 and 200.")]
    [InlineData("GET", $"{Decisions}/a%2500b", null, null, 404, "resource.not-found", "a%00b")]
    [InlineData("POST", Async, null, "", 400, "http.missing-body", "The request needs a JSON body.")]
    [InlineData("POST", Async, null, "[", 400, "http.malformed-body", "The body is not valid JSON")]
    [InlineData("POST", Async, "content-encoding: br", "{}", 415, "http.unsupported-content-encoding", "send this one uncompressed and without Content-Encoding: br")]
    [InlineData("POST", "/api/v1/admin/policies", "content-encoding: gzip", "{}", 415, "http.unsupported-content-encoding", "The only encoding that is accepted is identity.")]
    [InlineData("POST", Async, null, """{ "items": [ { "id": "\ud800", "typeId": "x", "data": {} } ] }""", 400, "submission.text", "The member 'id' is not valid Unicode text")]
    [InlineData("POST", Async, null, """{ "items": [ { "id": "a", "typeId": "x\udfff", "data": {} } ] }""", 400, "submission.text", "Send the whole character.")]
    [InlineData("POST", Async, null, """{ "items": [ { "id": "a", "type": { "id": "x", "version": "\ud800" }, "data": {} } ] }""", 400, "submission.text", "The member 'type.version' is not valid")]
    [InlineData("POST", Async, null, """{ "items": [ { "id": "a", "typeId": "", "data": {} } ] }""", 400, "submission.required", "must be a non-empty string")]
    [InlineData("POST", Async, null, """{ "items": [ { "id": "a", "typeId": "x", "data": { "\ud800": 1 } } ] }""", 400, "http.malformed-body", "half of a surrogate pair")]
    [InlineData("POST", "/api/v1/admin/rules", null, """{ "name": "A", "status": "DRAFT", "maxDailyActions": 2147483648 }""", 400, "rule.invalid", "a whole number from 0 to 2147483647")]
    [InlineData("POST", "/api/v1/admin/banks", null, """{ "name": "A", "type": "REGEX", "strings": [ "(" ] }""", 400, "input.invalid", "The pattern is wrong at character 1: this ( is never closed. Add the ), or write \\( for the character itself.")]
    [InlineData("GET", $"{Decisions}?before=zzz", null, null, 400, "input.invalid", "there is none 'zzz', or none any more")]
    [InlineData("GET", $"{Decisions}?before=", null, null, 400, "input.invalid", "The query parameter before must be the id of a decision")]
    [InlineData("GET", $"{Decisions}?itemId=", null, null, 400, "input.invalid", "The query parameter itemId is empty")]
    [InlineData("GET", $"{Decisions}?itemId=a&before=zzz", null, null, 400, "input.invalid", "the last one of the page before")]
    [InlineData("POST", Async, null, """{ "items": [], "dryRun": true }""", 400, "submission.dry-run", "Send them to /api/v1/items/evaluate")]
    [InlineData("GET", Async, null, null, 405, "http.method-not-allowed", "Allowed: POST.")]
    [InlineData("PUT", Async, null, "{}", 405, "http.method-not-allowed", "Allowed: POST.")]
    [InlineData("GET", "/api/v1/items/evaluate", null, null, 405, "http.method-not-allowed", "Allowed: POST.")]
    [InlineData("GET", "/api/v1/admin/deliveries/x/resend", null, null, 405, "http.method-not-allowed", "Allowed: POST.")]
    [InlineData("GET", "/api/v1/admin/integrations/reload", null, null, 404, "integration.unknown", "reload")]
    [InlineData("GET", "/api/v1/admin/nothing", null, null, 404, "http.not-found", "There is nothing at /api/v1/admin/nothing")]
    [InlineData("DELETE", "/api/v1/admin/policies/x", "if-match: bogus", null, 400, "http.if-match-unreadable", "; not 'bogus'.")]
    [InlineData("DELETE", "/api/v1/admin/policies/x", "if-match: W/\"x\"", null, 400, "http.if-match-unreadable", "Send the one ETag that the setting was read with, in its quotes")]
    public async Task Each_is_told_in_words(string method, string path, string? header, string? body, int status, string code, string words)
    {
        var org = await fixture.Server.CreateOrgAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (header?.Split(": ") is [var name, var value] && !request.Headers.TryAddWithoutValidation(name, value))
        {
            request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        var refused = await org.Admin.Exchange(request).ExpectAsync((System.Net.HttpStatusCode)status);

        Assert.Equal(code, refused.FirstCode());
        Assert.Contains(words, refused.FirstDetail(), StringComparison.Ordinal);
        Assert.DoesNotContain("Nullable", refused.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_with_half_a_character_says_so()
    {
        var org = new Moderation(await fixture.Server.CreateOrgAsync());
        var type = await org.PostTypeAsync();

        using var answer = await org.PostAsync(Async, $$"""{ "items": [ { "id": "a", "typeId": "{{type}}", "data": { "text": "\ud800" } } ] }""");

        Assert.Contains("This field has half of a surrogate pair", (await answer.JsonAsync()).FirstDetail(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Async, """{ "items": [ { "id": "a", "typeId": "x", "data": { "text": "é|" } } ] }""", "at line 1, column 62: the byte 0xFF")]
    [InlineData("/api/v1/admin/policies", "{\n \"name\": \"|\" }", "at line 2, column 11: the byte 0xFF")]
    public async Task A_body_that_is_no_UTF_8_says_so_and_where(string path, string json, string where)
    {
        var org = await fixture.Server.CreateOrgAsync();
        var bytes = Encoding.UTF8.GetBytes(json);
        bytes[bytes.IndexOf((byte)'|')] = 0xff;
        using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

        var refused = await org.Admin.Post(path, content).ExpectAsync(System.Net.HttpStatusCode.BadRequest);

        Assert.Equal("http.malformed-body", refused.FirstCode());
        Assert.Contains($"The body is not UTF-8 {where}", refused.FirstDetail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_compressed_is_told_what_is_accepted_in_the_header_for_it_too()
    {
        var org = await fixture.Server.CreateOrgAsync();
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync("""{ "items": [] }"""u8.ToArray(), TestContext.Current.CancellationToken);
        }

        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        using var answer = await org.Items.Post(Async, content);

        Assert.Equal(System.Net.HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("identity", Assert.Single(answer.Headers.GetValues("Accept-Encoding")));
    }

    [Fact]
    public async Task A_null_character_in_the_path_is_a_bad_request_that_no_route_sees()
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(fixture.Server.Address.Host, fixture.Server.Address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {Decisions}/%00 HTTP/1.1\r\nHost: x\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());

        Assert.Equal("HTTP/1.1 400 Bad Request", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
    }
}
