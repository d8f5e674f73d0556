using System.Diagnostics;

sealed class FixesPlaces : IDisposable
{
    private FileStream? _log;
    private Process? _child;

    public void Embedded(string path, bool again)
    {
        if (again)
            _log = File.OpenRead(path); // want LEAK1004: _log
    }

    public void ExpressionBody(string command) => _child = Process.Start(command); // want LEAK1004: _child

    // The declaration runs again after the jump: the block ends each turn.
    static int Retry(string path)
    {
        var turns = 0;
    again:
        var file = File.OpenRead(path); // want LEAK1004: file
        if (file.ReadByte() < 0 && ++turns < 3)
            goto again;

        using (file)
        {
            return file.ReadByte();
        }
    }

    public void Dispose()
    {
        _log?.Dispose();
        _child?.Kill(entireProcessTree: true);
        _child?.Dispose();
    }
}
