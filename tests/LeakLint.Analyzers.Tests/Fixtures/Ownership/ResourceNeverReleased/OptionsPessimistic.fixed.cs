// option leaklint.ownership = pessimistic
abstract class Pessimistic
{
    void Unknown_code_borrows(IPrinter printer, string path)
    {
        using var s = new FileStream(path, FileMode.Open);
        printer.Print(s);
    }

    void What_adds_keeps(IPrinter printer, string path)
    {
        // Silent: its name says that it keeps what it is given.
        var s = new FileStream(path, FileMode.Open);
        printer.Add(s);
    }
}

interface IPrinter
{
    void Print(Stream stream);
    void Add(Stream stream);
}
