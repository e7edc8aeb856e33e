using System.CommandLine;

namespace Coop.Server.Bootstrap;

/// <summary><c>webhook listen</c>.</summary>
internal static class WebhookCommands
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The port to listen on, on loopback.", DefaultValueFactory = _ => 9090 };
        port.Validators.Add(option =>
        {
            if (option.GetValueOrDefault<int>() is < 0 or > 65535)
            {
                option.AddError("--port must be 0 to 65535; 0 takes a free one.");
            }
        });
        var key = new Option<FileInfo?>("--public-key") { Description = "A PEM file with the organisation's public key, to verify signatures with." };
        var listen = new Command("listen", "Receive webhooks, and print each one and whether its signature is right.") { port, key };
        listen.SetAction((parsed, cancellationToken) => WebhookListener.RunAsync(parsed.GetValue(port), parsed.GetValue(key), cancellationToken));
        return new Command("webhook", "Look at webhooks.") { listen };
    }
}
