namespace Coop.Server.Web.Pages;

/// <summary>A page that makes no sense a second time, such as the one that signs somebody in: who was there already is led elsewhere.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NotOpenedAgainAttribute : Attribute;
