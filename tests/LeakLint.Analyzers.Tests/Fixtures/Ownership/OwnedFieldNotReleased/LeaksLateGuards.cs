public sealed class EndsEarly(string path) : IDisposable
{
    private readonly FileStream _input = File.OpenRead(path); // want LEAK1007: _input
    private FileStream? _output;

    public void Write(byte value)
    {
        _output ??= File.Create(path + ".new");
        _output.WriteByte(value);
        _input.ReadByte();
    }

    public void Dispose()
    {
        if (_output is null) // also
            return;
        _output.Dispose();
        _input.Dispose();
    }
}
