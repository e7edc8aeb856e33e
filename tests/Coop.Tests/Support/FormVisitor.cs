using System.Net;
using System.Text.RegularExpressions;

namespace Coop.Tests.Support;

/// <summary>Opens pages and sends their forms as a browser does: with cookies and hidden fields, without scripts, and following nothing by itself.</summary>
internal sealed partial class FormVisitor : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseCookies = true };

    public FormVisitor(Uri address, IPAddress? from = null)
    {
        if (from is not null)
        {
            _handler.ConnectCallback = (context, cancellation) => ConnectAsync(from, context.DnsEndPoint.Port, cancellation);
        }

        Client = new HttpClient(_handler) { BaseAddress = address };
    }

    public HttpClient Client { get; }

    public CookieCollection Cookies => _handler.CookieContainer.GetCookies(Client.BaseAddress!);

    /// <summary>From now on sends the cookies of somebody else.</summary>
    public void Take(CookieCollection cookies) => _handler.CookieContainer.Add(Client.BaseAddress!, cookies);

    /// <summary>The hidden fields of a page's form.</summary>
    /// <param name="form">The name of one of several.</param>
    public async Task<Dictionary<string, string>> OpenFormAsync(string path, string? form = null)
    {
        var page = await Client.Text(path);
        var own = Form().Matches(page).Select(match => match.Value).First(text => form is null ? text.Contains("_handler") : text.Contains($"value=\"{form}\"", StringComparison.Ordinal));
        return HiddenField().Matches(own).ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
    }

    public async Task<HttpResponseMessage> SendAsync(string path, Dictionary<string, string> hidden, params (string Name, string Value)[] typed)
    {
        using var form = new FormUrlEncodedContent(hidden.Concat(typed.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        return await Client.Post(path, form);
    }

    /// <summary>Opens the page and sends its form.</summary>
    public async Task<HttpResponseMessage> FillInAsync(string path, string? form, params (string Name, string Value)[] typed) =>
        await SendAsync(path, await OpenFormAsync(path, form), typed);

    public Task<HttpResponseMessage> SignInAsync(string email, string password, string path = "/login") =>
        FillInAsync(path, null, ("email", email), ("password", password));

    public void Dispose() => Client.Dispose();

    private static async ValueTask<Stream> ConnectAsync(IPAddress from, int port, CancellationToken cancellationToken)
    {
        var socket = new System.Net.Sockets.Socket(from.AddressFamily, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]+)\"")]
    private static partial Regex HiddenField();
}
