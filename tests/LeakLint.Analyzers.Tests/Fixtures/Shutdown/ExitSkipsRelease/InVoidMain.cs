// output: program
static class Program
{
    public static void Main(string[] args)
    {
        using var file = new FileStream("out", FileMode.Create);
        if (args.Length == 0)
            Environment.Exit(3); // want LEAK4009: 'file'
        file.WriteByte(1);
    }
}
