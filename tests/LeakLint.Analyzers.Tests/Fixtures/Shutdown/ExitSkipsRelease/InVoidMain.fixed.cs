// output: program
static class Program
{
    public static void Main(string[] args)
    {
        using var file = new FileStream("out", FileMode.Create);
        if (args.Length == 0)
        {
            Environment.ExitCode = 3;
            return;
        }
        file.WriteByte(1);
    }
}
