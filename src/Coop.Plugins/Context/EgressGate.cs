using System.Net;

namespace Coop.Plugins.Context;

/// <summary>Lets an integration reach the hosts its manifest names, and no other, whatever it is redirected to.</summary>
internal sealed class EgressGate(string integrationId, IReadOnlyList<string>? hosts) : DelegatingHandler
{
    private const int MostRedirects = 10;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Check(request.RequestUri);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        for (var i = 0; hosts is not null && i < MostRedirects && Redirect(request, response) is { } target; i++)
        {
            response.Dispose();
            Check(target);
            if (!SameOrigin(request.RequestUri!, target))
            {
                request.Headers.Authorization = null;
            }

            request.RequestUri = target;
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        return response;
    }

    /// <summary>Where to go on to; null for an answer, and for a redirect of a request with a body, which is its author's to repeat.</summary>
    private static Uri? Redirect(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            || response.Headers.Location is not { } location
            || request.Content is not null
            || (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head))
        {
            return null;
        }

        var target = new Uri(request.RequestUri!, location);
        var isDowngrade = request.RequestUri!.Scheme == Uri.UriSchemeHttps && target.Scheme != Uri.UriSchemeHttps;
        return isDowngrade ? null : target;
    }

    private void Check(Uri? target)
    {
        if (hosts is not null && target is not null && !hosts.Any(host => Covers(host, target.IdnHost)))
        {
            throw new HttpRequestException(
                $"{integrationId} may not reach {target.IdnHost}: its manifest's egressHosts names {(hosts.Count == 0 ? "no host" : string.Join(", ", hosts))}.");
        }
    }

    private static bool Covers(string allowed, string host) => allowed.StartsWith("*.", StringComparison.Ordinal)
        ? host.Length > allowed.Length - 1 && host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(allowed, StringComparison.OrdinalIgnoreCase);

    private static bool SameOrigin(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
