namespace Coop.Integrations;

/// <summary>Optional, beside <see cref="ISignal"/>: choices that depend on the organisation, such as its own labeler versions.</summary>
public interface IDynamicSubcategories : ISignal
{
    /// <summary>The organisation's choices now, as a flat list; they replace <see cref="SignalDescriptor.EligibleSubcategories"/>. An exception shows the signal without choices and with its message.</summary>
    ValueTask<IReadOnlyList<SignalSubcategory>> GetSubcategoriesAsync(string orgId, CancellationToken cancellationToken);
}
