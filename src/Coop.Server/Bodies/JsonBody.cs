using System.Reflection;
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
    private const int FirstPart = 16 * 1024;

    public static async ValueTask<JsonBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var request = context.Request;
        using var read = new MemoryStream(FirstPart);
        await request.Body.CopyToAsync(read, context.RequestAborted);
        var body = read.GetBuffer().AsSpan(0, (int)read.Length);
        if (body.IsEmpty && Nullable.GetUnderlyingType(typeof(T)) is not null)
        {
            return new JsonBody<T>(default(T)!);
        }

        if (!IsJson(request.ContentType))
        {
            throw new BadHttpRequestException("The body is not declared as JSON.", StatusCodes.Status415UnsupportedMediaType);
        }

        var understood = Drafts.Read<T>(body, context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions);
        return understood.TryGet(out var value) ? new JsonBody<T>(value) : throw new RefusedRequestException(understood.Problems);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T), Nullable.GetUnderlyingType(typeof(T)) is not null));

    // JSON is UTF-8 wherever it travels; a body that names another encoding would be misread.
    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
