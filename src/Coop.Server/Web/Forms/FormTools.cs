using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Coop.Server.Web.Forms;

/// <summary>How a form reaches the person. A browser that is away cannot be told anything, and nothing that was done may fail over that.</summary>
internal sealed class FormTools(FormDraft drafts, IJSRuntime js, ISnackbar snackbar, NavigationManager navigation)
{
    public FormDraft Drafts { get; } = drafts;

    /// <summary>To the first field that is wrong.</summary>
    public Task LeadToMistakeAsync() => TellAsync("coop.focusFirstError");

    /// <summary>To the notice that asks for a choice.</summary>
    public Task LeadToNoticeAsync() => TellAsync("coop.focusNotice");

    public void Finish(FormOutcome outcome)
    {
        snackbar.Add(outcome.Told, Severity.Success);
        if (outcome.Href is { } href)
        {
            navigation.NavigateTo(href);
        }
    }

    public void GoTo(string href) => navigation.NavigateTo(href);

    private async Task TellAsync(string function)
    {
        try
        {
            await js.InvokeVoidAsync(function);
        }
        catch (JSDisconnectedException)
        {
        }
        catch (TaskCanceledException)
        {
        }
    }
}
