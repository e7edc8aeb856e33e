using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Coop.Engine.Actions;
using Coop.Engine.Orgs;
using Coop.Engine.Outbox;

namespace Coop.Server.Webhooks;

/// <summary>One try to deliver one webhook: signs the stored bytes and sends exactly them.</summary>
internal sealed class WebhookPost(HttpClient http, IOrgStore orgs, WebhookOptions options, TimeProvider time)
{
    /// <summary>Never throws but for the caller's own cancellation.</summary>
    public async Task<PostOutcome> SendAsync(OutboxDelivery delivery, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (await SignAsync(delivery, cancellationToken) is not { } signature)
            {
                return PostOutcome.Failed("Not sent: the organisation's signing key is missing or cannot be read, and an unsigned webhook is worth nothing to its receiver.");
            }

            using var request = Request(delivery, signature);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Read(response);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return PostOutcome.Failed($"No answer within {options.Timeout.TotalSeconds:0.###} seconds.");
        }
        catch (Exception error)
        {
            // Inner messages say what a caller can act on, such as "Connection refused".
            return PostOutcome.Failed($"Could not be sent: {error.GetBaseException().Message}");
        }
    }

    private async Task<string?> SignAsync(OutboxDelivery delivery, CancellationToken cancellationToken)
    {
        if (await orgs.FindSigningKeysAsync(delivery.OrgId, cancellationToken) is not { } keys)
        {
            return null;
        }

        try
        {
            return WebhookSignature.Sign(keys.PrivateKeyPem, delivery.Body);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private static HttpRequestMessage Request(OutboxDelivery delivery, string signature)
    {
        var content = new ByteArrayContent(delivery.Body);
        var request = new HttpRequestMessage(HttpMethod.Post, delivery.Url) { Content = content };
        foreach (var (name, value) in delivery.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (request.Headers.UserAgent.Count == 0)
        {
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Coop", typeof(WebhookPost).Assembly.GetName().Version?.ToString(3)));
        }

        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.TryAddWithoutValidation(WebhookSignature.Header, signature);
        content.Headers.TryAddWithoutValidation(WebhookHeaders.IdempotencyKey, delivery.ExecutionId);
        return request;
    }

    private PostOutcome Read(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            return new PostOutcome(new DeliveryAttempt(true, status, null));
        }

        var redirect = status is >= 300 and < 400 ? " Redirects are not followed: put the final address into the action." : "";
        var mayAsk = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
        return new PostOutcome(new DeliveryAttempt(false, status, $"The receiver answered {status}.{redirect}"), mayAsk ? RetryAfter(response) : null);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter;
        var wait = asked?.Delta ?? asked?.Date - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }
}
