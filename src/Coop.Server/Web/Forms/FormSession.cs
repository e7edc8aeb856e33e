using System.Text.Json;
using Coop.Engine.Problems;

namespace Coop.Server.Web.Forms;

/// <summary>
/// The life of a form from the moment it is opened: read, typed into, kept in the browser, saved once however often the button is pressed; and what is to be done when
/// somebody else saved or deleted the setting meanwhile. FormFrame, FormNotices and SaveBar show it.
/// </summary>
public sealed class FormSession<TForm>
    where TForm : class
{
    private readonly FormTools _tools;
    private readonly Action _changed;
    private readonly CancellationToken _life;
    private JsonElement _clean;
    private JsonElement _saved;
    private bool _isOffered;
    private bool _isDone;
    private bool _isBusy;

    internal FormSession(FormBinding<TForm> binding, FormTools tools, Action changed, CancellationToken life) => (Binding, _tools, _changed, _life) = (binding, tools, changed, life);

    public FormBinding<TForm> Binding { get; }

    /// <summary>As typed. Null until it is read, and when there is nothing to show.</summary>
    public TForm? Form { get; private set; }

    /// <summary>The setting as this form began from it.</summary>
    public FormReading<TForm>? Read { get; private set; }

    /// <summary>What stands in the way is that somebody saved what was to be deleted.</summary>
    public bool IsKeptFromDeletion { get; private set; }

    /// <summary>The setting as somebody else saved it since; a choice is to be made.</summary>
    public FormReading<TForm>? Theirs { get; private set; }

    /// <summary>Who saved it and what of it, where that was told.</summary>
    public Meanwhile? Meanwhile { get; private set; }

    /// <summary>Somebody deleted the setting; what was typed is still here.</summary>
    public bool IsGone { get; private set; }

    /// <summary>What is shown was typed earlier and is not saved.</summary>
    public bool IsRestored { get; private set; }

    /// <summary>While something is under way, nothing can be typed that would be lost.</summary>
    public bool IsOpen => MayType && !_isBusy;

    public bool IsSaving { get; private set; }

    /// <summary>Leaving now would leave something unsaved.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>Something is typed that the browser does not keep.</summary>
    public bool HasUnkept => Form is { } form && Binding.HasUnkept(form);

    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public bool IsNew => Read is { Version: null };

    /// <summary>The setting is there, as far as is known.</summary>
    public bool IsStored => Read is { Version: not null } && !IsGone;

    public bool MayType => Read is { Barred: null };

    public async Task LoadAsync()
    {
        var read = await Binding.ReadAsync(_life);
        if (read.TryGet(out var reading))
        {
            Begin(reading);
        }
        else
        {
            (IsGone, Problems) = IsAboutNothing(read.Problems) ? (true, []) : (false, read.Problems);
        }
    }

    /// <summary>Once there is a browser: shows what was typed before, unless it was saved already and only the answer was lost.</summary>
    public async Task OfferDraftAsync()
    {
        if (_isOffered || !(MayType || IsGone))
        {
            return;
        }

        _isOffered = true;
        if (await _tools.Drafts.FindAsync<KeptForm>(Binding.DraftName) is not { } kept)
        {
            return;
        }

        if (Restored(kept) is not { } typed)
        {
            await _tools.Drafts.ForgetAsync(Binding.DraftName);
            return;
        }

        (Form, IsDirty) = (typed, IsGone || IsUnsaved(typed));
        Read ??= new FormReading<TForm>(typed, kept.Version);
        IsRestored = IsDirty && !IsGone;
        if (IsDirty && kept.Version != Read.Version)
        {
            (Read, Theirs) = (Read with { Version = kept.Version }, Read);
        }

        _changed();
    }

    public Task TypeAsync(Action change)
    {
        change();
        return TypedAsync();
    }

    /// <summary>Something in the form is another one now.</summary>
    public async Task TypedAsync()
    {
        if (!MayType)
        {
            return;
        }

        var typed = Binding.Keep(Form!);
        IsDirty = IsGone || IsUnsaved(Form!);
        await (!JsonElement.DeepEquals(typed, _clean) ? _tools.Drafts.KeepAsync(Binding.DraftName, new KeptForm(Read!.Version, typed)) : _tools.Drafts.ForgetAsync(Binding.DraftName));
    }

    /// <summary>What a trial or a test found, beside what the last attempt to save said.</summary>
    public void Tell(IReadOnlyList<Problem> problems) => Problems = problems;

    /// <summary>Over the setting that was read; as a new one when that is gone.</summary>
    public async Task SaveAsync()
    {
        if (_isBusy || Form is not { } form || !MayType)
        {
            return;
        }

        if (IsGone)
        {
            Binding.Renew?.Invoke(form);
            (Read, IsGone) = (Read! with { Version = null }, false);
        }

        (IsSaving, IsKeptFromDeletion) = (true, false);
        await FinishAsync(async () => await Binding.MistakesAsync(form, _life) is { Count: > 0 } mistakes
            ? Result<FormOutcome>.Refused(mistakes)
            // Somebody pressed Save: closing the tab now takes back neither the wish nor, if it was quick, the deed. So it goes on to its end.
            : await Binding.SaveAsync(form, Read!.Version, CancellationToken.None));
    }

    public async Task DeleteAsync()
    {
        if (_isBusy || Binding.DeleteAsync is not { } delete)
        {
            return;
        }

        await FinishAsync(async () =>
        {
            // As above: it was confirmed.
            var deleted = await delete(Read!.Version, CancellationToken.None);
            IsKeptFromDeletion = !deleted.TryGet(out _);
            return IsAboutNothing(deleted.Problems) ? new FormOutcome($"Somebody else deleted the {Binding.What} already.", Binding.ListHref) : deleted;
        });
    }

    /// <summary>Mine is given up.</summary>
    public async Task TakeTheirsAsync()
    {
        if (Theirs is { } theirs)
        {
            Begin(theirs);
            _changed();
            await _tools.Drafts.ForgetAsync(Binding.DraftName);
        }
    }

    /// <summary>Theirs is given up, knowingly.</summary>
    public Task SaveOverTheirsAsync()
    {
        if (Theirs is not { } theirs)
        {
            return Task.CompletedTask;
        }

        (Read, Theirs) = (theirs, null);
        return SaveAsync();
    }

    public async Task DiscardAsync()
    {
        await _tools.Drafts.ForgetAsync(Binding.DraftName);
        if (IsGone)
        {
            IsDirty = false;
            _tools.GoTo(Binding.ListHref);
            return;
        }

        await LoadAsync();
        _changed();
    }

    /// <summary>Before somebody leaves without saving, and does not want to find it again.</summary>
    public Task ForgetAsync()
    {
        IsDirty = false;
        return _tools.Drafts.ForgetAsync(Binding.DraftName);
    }

    /// <summary>Somebody saved or deleted the setting, or it is drawn otherwise now: what was not typed into follows.</summary>
    public async Task FollowAsync()
    {
        var read = await Binding.ReadAsync(_life);
        if (_isDone || _isBusy || Form is null)
        {
            return;
        }

        if (!read.TryGet(out var now))
        {
            ShowMissing(read.Problems);
        }
        else if (!IsDirty)
        {
            Begin(now);
        }
        else if (now.Version != Read!.Version)
        {
            ShowTheirs(now);
        }
        else
        {
            Read = now;
            LayOver(now);
        }

        _changed();
    }

    /// <summary>The same person moved the setting on, in a part of it that this form does not show.</summary>
    public Task MoveAsync(string version)
    {
        Read = Read! with { Version = version };
        return TypedAsync();
    }

    private void Begin(FormReading<TForm> reading)
    {
        (Form, Read, Theirs, Meanwhile, Problems) = (reading.Form, reading, null, null, []);
        (IsGone, IsKeptFromDeletion, IsRestored, IsDirty, _isDone) = (false, false, false, false, false);
        (_clean, _saved) = (Binding.Keep(reading.Form), Savable(reading.Form));
    }

    private JsonElement Savable(TForm form) => (Binding.Savable ?? Binding.Keep)(form);

    private bool IsUnsaved(TForm form) => Binding.HasUnkept(form) || !JsonElement.DeepEquals(Savable(form), _saved);

    /// <summary>Null when there is nothing to offer.</summary>
    private TForm? Restored(KeptForm kept)
    {
        try
        {
            return Form is not null && JsonElement.DeepEquals(kept.Typed, _clean) ? null : Binding.Restore(Form, kept.Typed);
        }
        catch (JsonException)
        {
            // Of a form that had other members.
            return null;
        }
    }

    private async Task FinishAsync(Func<Task<Result<FormOutcome>>> act)
    {
        _isBusy = true;
        _changed();
        try
        {
            var result = await act();
            Problems = result.Problems;
            if (result.TryGet(out var outcome))
            {
                await EndAsync(outcome);
                return;
            }

            await LookAgainAsync(result.Problems);
        }
        finally
        {
            (_isBusy, IsSaving) = (false, false);
            _changed();
        }

        await (Theirs is not null || IsGone ? _tools.LeadToNoticeAsync() : _tools.LeadToMistakeAsync());
    }

    private async Task EndAsync(FormOutcome outcome)
    {
        (IsDirty, IsRestored, _isDone) = (false, false, true);
        await _tools.Drafts.ForgetAsync(Binding.DraftName);
        if (outcome.Href is null)
        {
            await LoadAsync();
        }

        _tools.Finish(outcome);
    }

    /// <summary>A refusal may be because the setting is not what it was.</summary>
    private async Task LookAgainAsync(IReadOnlyList<Problem> refusal)
    {
        if (refusal.FirstOrDefault(problem => problem.Kind == ProblemKind.ConcurrentUpdate) is { } changed)
        {
            Meanwhile = changed.Meanwhile;
            var read = await Binding.ReadAsync(_life);
            if (read.TryGet(out var theirs))
            {
                ShowTheirs(theirs);
            }
            else
            {
                ShowMissing(read.Problems);
            }
        }
        else if (Read!.Version is not null && IsAboutNothing(refusal))
        {
            ShowMissing(refusal);
        }
    }

    private void ShowTheirs(FormReading<TForm> theirs)
    {
        (Theirs, IsRestored, Problems) = (theirs, false, []);
        LayOver(theirs);
    }

    private void ShowMissing(IReadOnlyList<Problem> problems)
    {
        IsGone = IsAboutNothing(problems);
        (Theirs, IsRestored, Problems) = (null, false, IsGone ? [] : problems);
    }

    private void LayOver(FormReading<TForm> now)
    {
        if (Binding.Rebase is { } rebase)
        {
            (_clean, _saved) = (Binding.Keep(now.Form), Savable(now.Form));
            Form = rebase(Form!, now.Form);
        }
    }

    private static bool IsAboutNothing(IReadOnlyList<Problem> problems) => problems.Any(problem => problem is { Kind: ProblemKind.NotFound, Pointer: null });
}
