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
            reader = new StreamReader(name);
            Console.WriteLine(name);
        }
        else
        {
            reader = new StreamReader("default.txt");
        }

        using (reader)
        {
            while (reader.ReadLine() is { } line)
                lines.Add(line);
            return lines.Count;
        }
    }

    static string First(int kind)
    {
        StreamReader reader;
        switch (kind)
        {
            case 0:
                reader = new StreamReader("a.txt");
                break;
            default:
                reader = new StreamReader("b.txt");
                break;
        }

        using (reader)
        {
            return reader.ReadToEnd();
        }
    }

    static bool Given(X509Chain? chain, X509Certificate2 certificate)
    {
        using var ownWhole = chain is null ? new X509Chain() : null;
        var whole = chain ?? ownWhole!;
        return whole.Build(certificate);
    }

    static string Cast(X509Certificate certificate)
    {
        using var ownFull = certificate is X509Certificate2 ? null : new X509Certificate2(certificate);
        var full = certificate as X509Certificate2 ?? ownFull!;
        return full.FriendlyName;
    }

    static int Typed(Stream? given)
    {
        using var ownSource = given is null ? File.OpenRead("a.txt") : null;
        Stream source = given ?? ownSource!;
        return source.ReadByte();
    }

    // Asked twice, a call may answer otherwise.
    static int Asked(Func<Stream?> find)
    {
        var source = find() ?? File.OpenRead("a.txt");
        return source.ReadByte();
    }
}
