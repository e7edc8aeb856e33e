namespace Coop.Engine.Outbox;

/// <summary>Why a webhook is sent no more although its receiver never answered for good.</summary>
public static class DeliveryEnd
{
    public const string ActionDeleted = "The action was deleted before this webhook could be delivered.";
}
