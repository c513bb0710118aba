using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Learning.Web.Data;
using Microsoft.Extensions.Options;

namespace Learning.Web.Features.Integrations.Webhooks;

/// <summary>How one try went. <c>Fault</c>: null when the target took the message; else a sentence for the log of deliveries.</summary>
internal sealed record WebhookTry(int? Status, string? Fault)
{
    /// <summary>The target was not even connected to.</summary>
    public bool Refused { get; init; }
}

/// <summary>Sends one message once. Nothing is followed, remembered or believed: no redirects, no cookies, no proxy, little of the answer.</summary>
internal sealed class WebhookClient(TargetAddresses addresses, WebhookSecrets secrets, IOptions<IntegrationOptions> options, TimeProvider time) : IDisposable
{
    private const int Shown = 300;

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectCallback = addresses.ConnectAsync, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1),
        MaxResponseHeadersLength = 16, ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan, // the deadline below is for all of it
    };

    public async Task<WebhookTry> SendAsync(Webhook hook, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        if (addresses.Refuse(hook.Url) is { } refusal)
            return new(null, refusal) { Refused = true };
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(options.Value.WebhookSeconds));
        try
        {
            using var request = Request(hook, delivery);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            var status = (int)response.StatusCode;
            return new(status, status switch
            {
                >= 200 and < 300 => null,
                >= 300 and < 400 => string.Create(CultureInfo.InvariantCulture, $"Answered {status}, a redirect. Redirects are not followed: enter the final address."),
                _ => $"Answered {status.ToString(CultureInfo.InvariantCulture)}. {await BeginningAsync(response, deadline.Token)}".TrimEnd(),
            });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(null, string.Create(CultureInfo.InvariantCulture, $"No whole answer within {options.Value.WebhookSeconds} s."));
        }
        catch (HttpRequestException error) when (error.InnerException is TargetRefusedException refused)
        {
            return new(null, refused.Message) { Refused = true };
        }
        catch (CryptographicException)
        {
            return new(null, "The secret cannot be read any more, for the site's keys are others. Renew the secret.");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException)
        {
            return new(null, error.GetBaseException().Message);
        }
    }

    private HttpRequestMessage Request(Webhook hook, WebhookDelivery delivery)
    {
        var now = time.GetUtcNow();
        var timestamp = now.ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, hook.Url) { Content = new StringContent(delivery.Payload, Encoding.UTF8, "application/json") };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("LatencyLab-Webhooks", "1"));
        request.Headers.Add(WebhookSecrets.IdHeader, delivery.Id.ToString());
        request.Headers.Add(WebhookSecrets.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSecrets.SignatureHeader, secrets.Sign(hook, delivery.Id, timestamp, delivery.Payload, now));
        return request;
    }

    /// <summary>What a failing target says, as one line: enough to find the fault, and no store of other people's data.</summary>
    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[Shown];
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return new([.. Encoding.UTF8.GetString(buffer, 0, read).Select(each => char.IsControl(each) ? ' ' : each)]);
    }

    public void Dispose() => _client.Dispose();
}
