using System.Text;
using System.Text.RegularExpressions;
using Coop.Engine.Problems;
using Coop.Engine.Signals;
using Coop.Integrations;

namespace Coop.Engine.Integrations;

/// <summary>Asks the integration itself about a configuration that breaks none of its fields' rules. The author's exceptions and delays end here.</summary>
internal static partial class ConfigValidation
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <param name="saved">What is saved at the moment; its secrets are kept out of what the integration says as well.</param>
    public static async Task<IReadOnlyList<Problem>> RunAsync(
        SetupCall calls, string orgId, IConfigValidator validator, IntegrationManifest manifest, OrgConfig config, OrgConfig? saved, CancellationToken cancellationToken)
    {
        var keys = SecretFields.Of(manifest);
        var secrets = SecretWords.Of(config, keys).And(SecretWords.Of(saved ?? OrgConfig.Empty, keys));
        // Reading a list of the author's runs his code as well.
        var answer = await calls.RunAsync(
            orgId, validator, Limit, async token => (ConfigError?[])[.. await validator.ValidateAsync(config, token).ConfigureAwait(false) ?? []], cancellationToken);
        return answer switch
        {
            { IsLate: true } => [IntegrationProblems.CheckFailed($"{manifest.Name} gave no answer within {Limit.TotalSeconds:0} seconds. Nothing was saved; try again.")],
            { Failure: { } failure } => [IntegrationProblems.CheckFailed($"{manifest.Name} failed to check it: {SafeReason.Of(secrets.Remove(failure))} Nothing was saved.")],
            _ => [.. answer.Result!.Select(error => IntegrationProblems.Refused(Pointer(secrets.Remove(error?.Key ?? "")), secrets.Remove(error?.Message ?? "")))],
        };
    }

    private static string Pointer(string? key)
    {
        var pointer = new StringBuilder();
        foreach (Match step in KeyStep().Matches(key ?? ""))
        {
            pointer.Append(JsonPointer.Member("", step.Groups["index"].Success ? step.Groups["index"].Value : step.Value));
        }

        return pointer.ToString();
    }

    [GeneratedRegex(@"\[(?<index>\d+)\]|[^.\[\]]+")]
    private static partial Regex KeyStep();
}
