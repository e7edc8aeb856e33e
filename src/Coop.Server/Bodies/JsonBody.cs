using System.Reflection;
using System.Text.Json;
using Coop.Engine.Flow;
using Coop.Engine.Problems;
using Coop.Server.Access;
using Coop.Server.Errors;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Coop.Server.Bodies;

/// <summary>
/// The body of a request: a parameter of an endpoint. It is read whole before it is understood, so that whatever is wrong in it can be looked for in the body
/// itself: the serializer tells its first mistake only, in English for whoever programmed the call.
/// </summary>
/// <typeparam name="T">A nullable value where the body may be left out.</typeparam>
internal sealed record JsonBody<T>(T Value) : IBindableFromHttpContext<JsonBody<T>>, IEndpointParameterMetadataProvider
{
    public static async ValueTask<JsonBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var (request, services) = (context.Request, context.RequestServices);
        var caller = await Caller.BindAsync(context, parameter);
        var options = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var read = await ArrivingBody.ReadAsync(
            request,
            caller!.OrgId,
            services.GetRequiredService<ItemFlow>(),
            services.GetRequiredService<TimeProvider>(),
            body => Understand(body, request.ContentType, options),
            context.RequestAborted);
        if (!read.TryGet(out var understood))
        {
            throw new RefusedRequestException(read.Problems);
        }

        // What was made of it is checked and saved by a feature that has its own bounds.
        using (understood.Arrival)
        {
            return understood.Read;
        }
    }

    private static Result<JsonBody<T>> Understand(ReadOnlySpan<byte> body, string? contentType, JsonSerializerOptions options)
    {
        if (body.IsEmpty && Nullable.GetUnderlyingType(typeof(T)) is not null)
        {
            return new JsonBody<T>(default(T)!);
        }

        if (!IsJson(contentType))
        {
            throw new BadHttpRequestException("The body is not declared as JSON.", StatusCodes.Status415UnsupportedMediaType);
        }

        var understood = Drafts.Read<T>(body, options);
        return understood.TryGet(out var value) ? new JsonBody<T>(value) : Result<JsonBody<T>>.Refused(understood.Problems);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T), Nullable.GetUnderlyingType(typeof(T)) is not null));

    // JSON is UTF-8 wherever it travels; a body that names another encoding would be misread.
    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
