// needs roslyn 5

static class CSharp14
{
    extension(FileInfo info)
    {
        long LengthByOpening()
        {
            using var file = info.OpenRead();
            return file.Length;
        }

        // Silent: released in an extension member as anywhere else.
        byte FirstByte
        {
            get
            {
                using var file = info.OpenRead();
                return (byte)file.ReadByte();
            }
        }
    }

    // Silent: stored in a field of the owner, if there is one.
    static void NullConditionalAssignment(Owner? owner, string path) => owner?.Log = new FileStream(path, FileMode.Append);

    sealed class Owner : IDisposable
    {
        public FileStream? Log
        {
            get;
            set
            {
                field?.Dispose();
                field = value;
            }
        }

        public void Dispose() => Log = null;
    }
}
