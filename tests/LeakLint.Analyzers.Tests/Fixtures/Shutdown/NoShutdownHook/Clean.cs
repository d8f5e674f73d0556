using System.Diagnostics;
using System.Net.Http;

static class Program
{
    private static readonly HttpClient s_http = new();
    private static readonly Mutex s_single = new(false, "single");
    private static Process? s_server;
    private static Process? s_child;
    private static Process? s_tool;
    private static readonly Process s_self = Process.GetCurrentProcess();

    static void Main()
    {
        s_server = Process.Start("uvx", "chroma-mcp");
        s_child = Process.Start("uvx", "search");
        s_tool = Process.Start("convert");
        try
        {
            Console.ReadLine();
            // Silent: the program waits until it has ended.
            s_tool.WaitForExit();
        }
        finally
        {
            // Silent: a finally ends it.
            s_server.Kill();
            // Silent: a helper ends it.
            End(s_child);
        }
    }

    // Silent: these end with the process.
    public static string Info => $"{s_http.BaseAddress} {s_single} {s_self.Id}";

    private static void End(Process process) => process.Kill();
}
