using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Coop.Engine.Actions;
using Coop.Engine.Outbox;

namespace Coop.Server.Webhooks;

/// <summary>One try to deliver one webhook: signs the stored bytes and sends exactly them.</summary>
internal sealed class WebhookPost(HttpClient http, SigningKeys keys, Obstacles obstacles, WebhookOptions options, TimeProvider time)
{
    private const string Unsigned = "Not sent: the organisation's signing key is missing or cannot be read, and an unsigned webhook is worth nothing to its receiver.";

    /// <summary>Never throws but for the caller's own cancellation.</summary>
    public async Task<DeliveryAttempt> SendAsync(string orgId, OutboxMessage message, CancellationToken cancellationToken)
    {
        if (obstacles.Find(orgId, message) is { } failed)
        {
            return failed;
        }

        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (await keys.FindAsync(orgId, cancellationToken) is not { } signer)
            {
                return DeliveryAttempt.Unanswered(Unsigned);
            }

            using var request = Request(message, signer);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Read(response);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return DeliveryAttempt.Unanswered($"No answer within {options.Timeout.TotalSeconds:0.###} seconds.");
        }
        catch (Exception error)
        {
            return DeliveryAttempt.Unanswered($"Could not be sent: {Reason(error)}");
        }
    }

    /// <summary>Inner messages say what a caller can act on, such as "Connection refused"; of a receiver without TLS they only say that what came was no TLS.</summary>
    private static string Reason(Exception error)
    {
        var reason = $"{error.GetBaseException().Message.TrimEnd('.', ' ')}.";
        return error is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
            ? $"no TLS connection came about: {reason} Where an address begins with https, the receiver has to speak TLS, with a certificate that this server trusts."
            : reason;
    }

    private HttpRequestMessage Request(OutboxMessage message, WebhookSigner signer)
    {
        var content = new ByteArrayContent(message.Body);
        var request = new HttpRequestMessage(HttpMethod.Post, message.Address.Url) { Content = content };
        foreach (var (name, value) in message.Address.Headers)
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

        var seconds = time.GetUtcNow().ToUnixTimeSeconds();
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.TryAddWithoutValidation(WebhookSignature.Header, signer.Sign(message.Body));
        content.Headers.TryAddWithoutValidation(WebhookHeaders.IdempotencyKey, message.ExecutionId);
        content.Headers.TryAddWithoutValidation(WebhookSignature.TimestampHeader, seconds.ToString(CultureInfo.InvariantCulture));
        content.Headers.TryAddWithoutValidation(WebhookSignature.KeyIdHeader, signer.KeyId);
        content.Headers.TryAddWithoutValidation(WebhookSignature.TimedHeader, signer.SignTimed(message.ExecutionId, seconds, message.Body));
        return request;
    }

    private DeliveryAttempt Read(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var verdict = DeliveryVerdicts.Of(status);
        var more = verdict switch
        {
            DeliveryVerdict.Gone => " It says that it is gone for good, so this webhook is not tried again. Put another address into the action, then send this again.",
            DeliveryVerdict.Refused when status is >= 300 and < 400 => " Redirects are not followed: put the final address into the action.",
            DeliveryVerdict.Refused => " It refuses this webhook; it is tried again less often, until the receiver or the action's address and headers are put right.",
            _ => "",
        };
        var mayAsk = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
        return new DeliveryAttempt(verdict, status, verdict == DeliveryVerdict.Delivered ? null : $"The receiver answered {status}.{more}", mayAsk ? RetryAfter(response) : null);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter;
        var wait = asked?.Delta ?? asked?.Date - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }
}
