using System.Security.Cryptography.X509Certificates;

// What gets its value in branches, or only where nothing was given.
static class Branches
{
    static int Either(string? name)
    {
        StreamReader reader;
        var lines = new List<string>();
        if (name is not null)
        {
            reader = new StreamReader(name); // want LEAK1001: reader
            Console.WriteLine(name);
        }
        else
        {
            reader = new StreamReader("default.txt"); // want LEAK1001: reader
        }

        while (reader.ReadLine() is { } line)
            lines.Add(line);
        return lines.Count;
    }

    static string First(int kind)
    {
        StreamReader reader;
        switch (kind)
        {
            case 0:
                reader = new StreamReader("a.txt"); // want LEAK1001: reader
                break;
            default:
                reader = new StreamReader("b.txt"); // want LEAK1001: reader
                break;
        }

        return reader.ReadToEnd();
    }

    static bool Given(X509Chain? chain, X509Certificate2 certificate)
    {
        var whole = chain ?? new X509Chain(); // want LEAK1001: whole
        return whole.Build(certificate);
    }

    static string Cast(X509Certificate certificate)
    {
        var full = certificate as X509Certificate2 ?? new X509Certificate2(certificate); // want LEAK1001: full
        return full.FriendlyName;
    }

    static int Typed(Stream? given)
    {
        Stream source = given ?? File.OpenRead("a.txt"); // want LEAK1001: source
        return source.ReadByte();
    }

    // Asked twice, a call may answer otherwise.
    static int Asked(Func<Stream?> find)
    {
        var source = find() ?? File.OpenRead("a.txt"); // want LEAK1001: source
        return source.ReadByte();
    }
}
