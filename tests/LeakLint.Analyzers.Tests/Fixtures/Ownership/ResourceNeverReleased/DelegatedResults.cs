// What a call gives because the function makes it that it is given.
using System.Collections.Concurrent;
using System.Net.Sockets;

sealed class DelegatedResults
{
    private static readonly ConcurrentDictionary<string, FileStream> _open = new();
    private readonly FileStream _shared = File.OpenRead("shared");

    private static async Task<T> AgainAsync<T>(Func<Task<T>> work)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (IOException) when (attempt < 3)
            {
                await Task.Delay(100);
            }
        }
    }

    private static T Measured<T>(string name, Func<string, T> work) => work(name);

    private static T Kept<T>(string name, Func<string, T> work)
        where T : FileStream => (T)_open.GetOrAdd(name, work);

    async Task<long> OnThePool(string path)
    {
        var file = await Task.Run(() => File.OpenRead(path)); // want LEAK1001: file
        return file.Length;
    }

    async Task<int> TriedAgain(string host)
    {
        var client = await AgainAsync(async () => // want LEAK1001: client
        {
            var made = new TcpClient(); // want LEAK1003: made
            await made.ConnectAsync(host, 80);
            return made;
        });
        return client.Available;
    }

    int OfMethod(string path)
    {
        var file = Measured(path, File.OpenRead); // want LEAK1001: file
        return file.ReadByte();
    }

    // Silent: released.
    async Task<long> CleanUsing(string path)
    {
        using var file = await Task.Run(() => File.OpenRead(path));
        return file.Length;
    }

    // Silent: the function gives what a field holds.
    async Task<long> CleanField()
    {
        var file = await Task.Run(() => _shared);
        return file.Length;
    }

    // Silent: the method keeps what the function gives.
    int CleanKept(string path)
    {
        var file = Kept(path, File.OpenRead);
        return file.ReadByte();
    }
}
