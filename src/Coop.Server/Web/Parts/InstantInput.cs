using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Coop.Server.Web.Parts;

/// <summary>
/// A browser's input for a date and a time. To the server half a date is as empty as none, and an empty value that is set into such an input takes away the half
/// that somebody typed meanwhile. So what comes from the browser is never sent back to it, which <c>value</c> beside <c>onchange</c> would do.
/// </summary>
public sealed class InstantInput : ComponentBase, IHandleEvent
{
    /// <summary>As the browser has it, such as <c>2027-01-31T08:00:00</c>.</summary>
    [Parameter, EditorRequired]
    public required string Value { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback<string> Changed { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "input");
        builder.AddMultipleAttributes(1, Attributes);
        builder.AddAttribute(2, "type", "datetime-local");
        builder.AddAttribute(3, "step", "1");
        builder.AddAttribute(4, "value", Value);
        builder.AddAttribute(5, "onchange", EventCallback.Factory.Create<ChangeEventArgs>(this, change => Changed.InvokeAsync(change.Value as string ?? "")));
        // Tells Blazor that whoever sends a change shows it already.
        builder.SetUpdatesAttributeName("value");
        builder.CloseElement();
    }

    /// <summary>Drawn only with what the page says then: drawn at once, it would set what stood there before, and with it the half date would be gone again.</summary>
    Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem callback, object? arg) => callback.InvokeAsync(arg);
}
