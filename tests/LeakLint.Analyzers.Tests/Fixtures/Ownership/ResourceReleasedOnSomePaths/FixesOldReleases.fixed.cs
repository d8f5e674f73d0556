// What becomes of the releases that were there before.
sealed class FixesOldReleases
{
    static int LastInBlock(string path, bool skip)
    {
        using var file = File.OpenRead(path);
        if (skip)
            return 0;

        var value = file.ReadByte();
        return value;
    }

    // The release in finally goes, and with it the try.
    static int OnlyInFinally(string path, bool skip)
    {
        using var file = File.OpenRead(path);
        if (skip)
            return 0;

        // read
        return file.ReadByte();
    }

    // The catch stays, the finally goes.
    static int BesideCatch(string path, bool skip)
    {
        using var file = File.OpenRead(path);
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
    }

    // What follows needs the file closed: it is closed at the same place.
    static void Early(string path, bool skip)
    {
        using (var writer = new StreamWriter(path))
        {
            if (skip)
                return;

            writer.Write("text");
        }

        File.Move(path, path + ".done");
    }

    static int UsingFurtherDown(string path, bool skip)
    {
        using var file = File.OpenRead(path);
        if (skip)
            return 0;

        return file.ReadByte();
    }

    static int NullTest(string path, bool skip)
    {
        using var file = File.OpenRead(path);
        if (skip)
            return 0;

        var value = file.ReadByte();

        return value;
    }
}
