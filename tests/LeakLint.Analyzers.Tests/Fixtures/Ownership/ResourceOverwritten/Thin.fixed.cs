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
                using var file = File.OpenRead(path);
                sizes.Add(path, Weigh(sizes.Count));
            }
            catch (ArgumentException)
            {
                sizes.Clear();
            }
        }
    }

    // Whether the last one is still there hangs on whether somebody has called Leave.
    public void Enter(string path)
    {
        _log?.Dispose();
        _log = File.OpenWrite(path);
    }

    public void Leave()
    {
        _log?.Dispose();
        _log = null;
    }

    public void Dispose() => _log?.Dispose();

    private static int Weigh(int count) => checked(count * 1000);
}
