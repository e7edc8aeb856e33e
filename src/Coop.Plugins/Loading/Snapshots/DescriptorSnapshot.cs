using Coop.Integrations;

namespace Coop.Plugins.Loading.Snapshots;

internal static class DescriptorSnapshot
{
    /// <returns>Null when there is too little to go on.</returns>
    public static SignalDescriptor? Of(SignalDescriptor? author, AuthorCopy copy)
    {
        if (author is null)
        {
            copy.Add("descriptor", "A signal's Descriptor is null. It must describe the signal.");
            return null;
        }

        if (author.OutputType is null)
        {
            copy.Add("outputType", $"The signal \"{author.Id}\" has no OutputType (null). It must say what its scores are.");
            return null;
        }

        return author with
        {
            Id = copy.Text(author.Id, "id"),
            DisplayName = copy.Text(author.DisplayName, "displayName"),
            Description = copy.Text(author.Description, "description"),
            EligibleInputs = [.. copy.List(author.EligibleInputs, "eligibleInputs", (input, _) => (object)input).Cast<SignalInputType>()],
            OutputType = author.OutputType.EnumValues is { } values
                ? SignalOutputType.Enum(author.OutputType.IsOrdered, [.. values.Take(AuthorCopy.MostElements)])
                : SignalOutputType.Of(author.OutputType.ScalarType),
            SupportedLanguages = author.SupportedLanguages is { } languages ? copy.Texts(languages, "supportedLanguages") : null,
            EligibleSubcategories = copy.List(author.EligibleSubcategories, "eligibleSubcategories", (choice, at) => new SignalSubcategory(
                copy.Text(choice.Id, $"{at}.id"), copy.Text(choice.Label, $"{at}.label"), choice.Description, copy.Texts(choice.ChildrenIds, $"{at}.childrenIds"))),
        };
    }
}
