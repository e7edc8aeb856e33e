using Coop.Engine.Outbox;

namespace Coop.Tests.Outbox;

public class WebhookAddressTests
{
    [Theory]
    [InlineData("https://Platform.Example/Hooks/hide?key=secret#there", "https://platform.example/Hooks/hide", "platform.example")]
    [InlineData("http://platform.example:8080", "http://platform.example:8080/", "platform.example:8080")]
    [InlineData("https://user:secret@platform.example/hook", "https://platform.example/hook", "platform.example")]
    [InlineData("no address", "", "")]
    public void A_receiver_is_what_answers_at_an_address_whatever_its_query(string url, string place, string host) =>
        Assert.Equal((place, host), (new WebhookAddress(url, new Dictionary<string, string>()).Place, WebhookAddress.HostOf(url)));
}
