namespace Coop.Server.Errors;

/// <summary>What the API's description says of refusals.</summary>
internal static class Refusals
{
    /// <summary>Each of these statuses comes with an error body.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder builder, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
        {
            builder.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ErrorBody), ["application/json"]));
        }

        return builder;
    }
}
