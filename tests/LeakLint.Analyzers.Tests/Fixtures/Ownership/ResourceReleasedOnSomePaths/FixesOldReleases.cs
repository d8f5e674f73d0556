// What becomes of the releases that were there before.
sealed class FixesOldReleases
{
    static int LastInBlock(string path, bool skip)
    {
        var file = File.OpenRead(path); // want LEAK1002: file
        if (skip)
            return 0;

        var value = file.ReadByte();
        file.Dispose();
        return value;
    }

    // The release in finally goes, and with it the try.
    static int OnlyInFinally(string path, bool skip)
    {
        var file = File.OpenRead(path); // want LEAK1002: file
        if (skip)
            return 0;

        try
        {
            // read
            return file.ReadByte();
        }
        finally
        {
            file.Dispose();
        }
    }

    // The catch stays, the finally goes.
    static int BesideCatch(string path, bool skip)
    {
        var file = File.OpenRead(path); // want LEAK1002: file
        if (skip)
            return 0;

        try
        {
            return file.ReadByte();
        }
        catch (IOException)
        {
            return -1;
        }
        finally
        {
            file.Dispose();
        }
    }

    // What follows needs the file closed: it is closed at the same place.
    static void Early(string path, bool skip)
    {
        var writer = new StreamWriter(path); // want LEAK1002: writer
        if (skip)
            return;

        writer.Write("text");
        writer.Dispose();
        File.Move(path, path + ".done");
    }

    static int UsingFurtherDown(string path, bool skip)
    {
        var file = File.OpenRead(path); // want LEAK1002: file
        if (skip)
            return 0;

        using (file)
        {
            return file.ReadByte();
        }
    }

    static int NullTest(string path, bool skip)
    {
        var file = File.OpenRead(path); // want LEAK1002: file
        if (skip)
            return 0;

        var value = file.ReadByte();
        if (file != null)
        {
            file.Dispose();
        }

        return value;
    }
}
