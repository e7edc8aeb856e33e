using System.IO.Pipes;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Coop.Plugins.Processes.Connection;

/// <summary>A local address that a child is told to connect to: a Unix domain socket in a directory only this user can enter, or a named pipe on Windows.</summary>
internal sealed class LocalListener : IDisposable
{
    private readonly string? _directory;
    private readonly Socket? _socket;
    private NamedPipeServerStream? _pipe;

    public LocalListener()
    {
        if (OperatingSystem.IsWindows())
        {
            var name = $"coop-{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
            Address = $@"\\.\pipe\{name}";
            _pipe = new NamedPipeServerStream(
                name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
            return;
        }

        // The system's own temporary directory, because the path of a socket has little more than a hundred characters.
        _directory = Directory.CreateTempSubdirectory("coop-").FullName;
        Address = Path.Combine(_directory, "s");
        _socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _socket.Bind(new UnixDomainSocketEndPoint(Address));
        _socket.Listen(1);
    }

    public string Address { get; }

    public async Task<Stream> AcceptAsync(CancellationToken cancellationToken)
    {
        if (_pipe is { } pipe)
        {
            await pipe.WaitForConnectionAsync(cancellationToken).ConfigureAwait(false);
            _pipe = null;
            return pipe;
        }

        return new NetworkStream(await _socket!.AcceptAsync(cancellationToken).ConfigureAwait(false), ownsSocket: true);
    }

    /// <summary>Stops listening. A stream that was accepted lives on.</summary>
    public void Dispose()
    {
        _pipe?.Dispose();
        _socket?.Dispose();
        if (_directory is not null)
        {
            Loading.RunFolders.Delete(_directory);
        }
    }
}
