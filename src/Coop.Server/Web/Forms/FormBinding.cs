using System.Text.Json;
using Coop.Engine.Problems;

namespace Coop.Server.Web.Forms;

/// <summary>What ties a form to the setting it is about. The life of the form is <see cref="FormSession{TForm}"/>'s business.</summary>
public sealed record FormBinding<TForm>
    where TForm : class
{
    /// <summary>The kind of setting in words, such as <c>item type</c>.</summary>
    public required string What { get; init; }

    /// <summary>Under which drafts are kept in the browser tab: one name for one setting, whatever its version.</summary>
    public required string DraftName { get; init; }

    /// <summary>The list it stands in: the way out when the setting is gone.</summary>
    public required string ListHref { get; init; }

    /// <summary>The setting as it is now; for a new one, a form to begin with.</summary>
    public required Func<CancellationToken, Task<Result<FormReading<TForm>>>> ReadAsync { get; init; }

    /// <summary>Saves the form over the version; null saves it as a new setting.</summary>
    public required Func<TForm, string?, CancellationToken, Task<Result<FormOutcome>>> SaveAsync { get; init; }

    /// <summary>Null for a setting that is not deleted here.</summary>
    public Func<string?, CancellationToken, Task<Result<FormOutcome>>>? DeleteAsync { get; init; }

    /// <summary>What was typed and could not even be sent to be checked, with all that is wrong with the rest: everything is told at once.</summary>
    public Func<TForm, CancellationToken, Task<IReadOnlyList<Problem>>> MistakesAsync { get; init; } = (_, _) => Task.FromResult<IReadOnlyList<Problem>>([]);

    /// <summary>What may be kept in the browser: never a secret.</summary>
    public Func<TForm, JsonElement> Keep { get; init; } = form => JsonSerializer.SerializeToElement(form);

    /// <summary>What a save would save, where that is less than what is kept: nobody is asked whether to leave the rest.</summary>
    public Func<TForm, JsonElement>? Savable { get; init; }

    /// <summary>A form as it was typed, laid over the setting as it is now, or over nothing when that is gone. Null when it cannot be.</summary>
    public Func<TForm?, JsonElement, TForm?> Restore { get; init; } = (_, typed) => typed.Deserialize<TForm>();

    /// <summary>Whether something is typed that is never kept, such as a secret.</summary>
    public Func<TForm, bool> HasUnkept { get; init; } = _ => false;

    /// <summary>Makes a form ready whose setting was deleted, and which is to be saved as a new one.</summary>
    public Action<TForm>? Renew { get; init; }

    /// <summary>For a form that follows what others save where nothing was typed: the first as typed, laid over the second. Others stay as they were typed.</summary>
    public Func<TForm, TForm, TForm>? Rebase { get; init; }
}
