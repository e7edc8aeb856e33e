using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Coop.Server.Web.Forms;

/// <summary>Begins the life of forms, with what all of them need.</summary>
internal sealed class FormSessions(FormDraft drafts, IJSRuntime js, ISnackbar snackbar, NavigationManager navigation)
{
    /// <param name="changed">Draws the page anew.</param>
    /// <param name="life">Of the page: what is read for it ends with it.</param>
    public FormSession<TForm> Open<TForm>(FormBinding<TForm> binding, Action changed, CancellationToken life)
        where TForm : class => new(binding, new FormTools(drafts, js, snackbar, navigation), changed, life);
}
