using Coop.Engine.Actions;
using Coop.Storage.Secrets;
using Coop.Storage.Settings;

namespace Coop.Storage.Actions;

/// <summary>Actions, the values of their headers sealed.</summary>
internal sealed class ActionShelf(SecretVault vault) : ContentShelf<ModerationAction>
{
    protected override ModerationAction Sealed(ModerationAction value) =>
        value with { CallbackHeaders = SealedHeaders.Seal(vault, value.OrgId, value.Id, value.CallbackHeaders) };

    protected override ModerationAction Opened(ModerationAction kept) =>
        kept with { CallbackHeaders = SealedHeaders.Open(vault, kept.OrgId, kept.Id, kept.CallbackHeaders) };
}
