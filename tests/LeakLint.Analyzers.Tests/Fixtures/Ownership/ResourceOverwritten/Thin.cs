// Only a failure that nobody expects leads back to the assignment, or other members empty the field: there are signs, and no more.
public sealed class Signer : IDisposable
{
    private FileStream? _log;

    public void Sign(IEnumerable<string> paths, Dictionary<string, int> sizes)
    {
        foreach (var path in paths)
        {
            try
            {
                var file = File.OpenRead(path); // want LEAK1004 info: file
                sizes.Add(path, Weigh(sizes.Count));
                file.Dispose();
            }
            catch (ArgumentException)
            {
                sizes.Clear();
            }
        }
    }

    // Whether the last one is still there hangs on whether somebody has called Leave.
    public void Enter(string path) => _log = File.OpenWrite(path); // want LEAK1004 info: _log

    public void Leave()
    {
        _log?.Dispose();
        _log = null;
    }

    public void Dispose() => _log?.Dispose();

    private static int Weigh(int count) => checked(count * 1000);
}
