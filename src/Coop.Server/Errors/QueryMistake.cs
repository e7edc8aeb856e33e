using System.Globalization;
using System.Reflection;
using Coop.Engine.Problems;
using Microsoft.AspNetCore.Diagnostics;

namespace Coop.Server.Errors;

/// <summary>Why a query could not be read: the framework says it in English and with the names of our types, so it is looked for again in what the endpoint takes.</summary>
internal static class QueryMistake
{
    /// <returns>Null when it is not the query.</returns>
    public static Problem? In(HttpContext context)
    {
        // By now the request has no endpoint of its own any more.
        var endpoint = context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        var parameters = endpoint?.Metadata.GetMetadata<MethodInfo>()?.GetParameters() ?? [];
        foreach (var parameter in parameters.Where(each => (Nullable.GetUnderlyingType(each.ParameterType) ?? each.ParameterType) == typeof(int)))
        {
            if (context.Request.Query.TryGetValue(parameter.Name!, out var given)
                && !int.TryParse(given, NumberStyles.Integer, CultureInfo.InvariantCulture, out _))
            {
                return HttpProblems.NoWholeNumber(parameter.Name!, given.ToString());
            }
        }

        return null;
    }
}
