using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coop.Server.Bootstrap;

/// <summary>
/// The demo organisation's keys, kept beside the database so that a second start prints the same ones. Only a demo may keep keys in the clear: it is for
/// this machine, and its file for its owner.
/// </summary>
internal sealed record DemoCredentials(string OrgId, string Email, string Password, string ApiKey, string AdminApiKey, string PublicKeyPem)
{
    private const string FileName = "demo-credentials.json";
    private const string PublicKeyFileName = "demo-public-key.pem";

    // A person copies out of it, and a plus in a key is a plus.
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string PublicKeyFile(string dataDirectory) => Path.Combine(dataDirectory, PublicKeyFileName);

    public static async Task<DemoCredentials?> FindAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        var file = Path.Combine(dataDirectory, FileName);
        return File.Exists(file) ? JsonSerializer.Deserialize<DemoCredentials>(await File.ReadAllTextAsync(file, cancellationToken), JsonSerializerOptions.Web) : null;
    }

    public async Task SaveAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(PublicKeyFile(dataDirectory), PublicKeyPem, cancellationToken);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(Path.Combine(dataDirectory, FileName), options);
        await JsonSerializer.SerializeAsync(file, this, Readable, cancellationToken);
    }
}
