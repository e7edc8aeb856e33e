using Coop.Engine.Flow;

namespace Coop.Server.Webhooks;

/// <summary>Tells a test that a receiver has answered; never there otherwise.</summary>
internal sealed class DeliveredStep(Action<FlowStep> step, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        step(FlowStep.Delivered);
        return response;
    }
}
