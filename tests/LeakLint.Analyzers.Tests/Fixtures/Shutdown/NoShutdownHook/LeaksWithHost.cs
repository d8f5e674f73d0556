// output: program
using System.Diagnostics;

var app = WebApplication.Create(args);
Tools.Start("uvx");
app.MapGet("/tools", () => Tools.Id);
app.Run();

internal static class Tools
{
    internal static Process? Server { get; private set; } // want LEAK4001: Server

    public static int? Id => Server?.Id;

    public static void Start(string name) => Server ??= Process.Start(name);
}
