// Each entry is another form of its key: where nothing tells that requests choose the keys, that is a sign and no more.
using System.Collections.Concurrent;
using System.Text;

public static class Encoded
{
    private static readonly ConcurrentDictionary<string, byte[]> _bytes = new(); // want LEAK2001 info: _bytes

    public static byte[] Of(string key) => _bytes.GetOrAdd(key, Encoding.UTF8.GetBytes(key));
}
