// Both are made together: without the one there is none of the other.
public sealed class MadeTogether(string path) : IDisposable
{
    private FileStream? _input;
    private FileStream? _output;

    public MadeTogether Start()
    {
        _input ??= File.OpenRead(path);
        _output ??= File.Create(path + ".new");
        return this;
    }

    public void Dispose()
    {
        if (_output is null)
            return;
        _output.Dispose();
        _input?.Dispose();
    }
}

// What is always there is released before the guard, or in it.
public sealed class ReleasesBeforeGuard(string path) : IDisposable
{
    private readonly FileStream _input = File.OpenRead(path);
    private readonly FileStream _index = File.OpenRead(path + ".idx");
    private FileStream? _output;

    public void Write(byte value)
    {
        _output ??= File.Create(path + ".new");
        _output.WriteByte(value);
        _input.ReadByte();
        _index.ReadByte();
    }

    public void Dispose()
    {
        _input.Dispose();
        if (_output is null)
        {
            _index.Dispose();
            return;
        }

        _output.Dispose();
        _index.Dispose();
    }
}
