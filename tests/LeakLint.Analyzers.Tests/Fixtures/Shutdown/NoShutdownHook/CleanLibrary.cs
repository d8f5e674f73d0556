using System.Diagnostics;

// Silent: a library; the program that uses it may end the process.
public static class Servers
{
    public static Process? Server { get; set; }

    public static void Start() => Server = Process.Start("uvx");
}
