using Coop.Integrations;

namespace Coop.Plugins.Loading.Snapshots;

internal static class DescriptorSnapshot
{
    /// <returns>Null when there is too little to go on.</returns>
    public static SignalDescriptor? Of(SignalDescriptor? author, SnapshotProblems problems)
    {
        if (author is null)
        {
            problems.Add("descriptor", "A signal's Descriptor is null. It must describe the signal.");
            return null;
        }

        if (author.OutputType is null)
        {
            problems.Add("outputType", $"The signal \"{author.Id}\" has no OutputType (null). It must say what its scores are.");
            return null;
        }

        return author with
        {
            Id = problems.Text(author.Id, "id"),
            DisplayName = problems.Text(author.DisplayName, "displayName"),
            Description = problems.Text(author.Description, "description"),
            EligibleInputs = [.. problems.List(author.EligibleInputs, "eligibleInputs", (input, _) => (object)input).Cast<SignalInputType>()],
            OutputType = author.OutputType.EnumValues is { } values
                ? SignalOutputType.Enum(author.OutputType.IsOrdered, [.. values.Take(SnapshotProblems.MostElements)])
                : SignalOutputType.Of(author.OutputType.ScalarType),
            SupportedLanguages = author.SupportedLanguages is { } languages ? problems.Texts(languages, "supportedLanguages") : null,
            EligibleSubcategories = problems.List(author.EligibleSubcategories, "eligibleSubcategories", (choice, at) => new SignalSubcategory(
                problems.Text(choice.Id, $"{at}.id"), problems.Text(choice.Label, $"{at}.label"), choice.Description, problems.Texts(choice.ChildrenIds, $"{at}.childrenIds"))),
        };
    }
}
