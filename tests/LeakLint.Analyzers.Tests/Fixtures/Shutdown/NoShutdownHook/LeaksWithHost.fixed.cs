// output: program
using System.Diagnostics;

var app = WebApplication.Create(args);
Tools.Start("uvx");
app.MapGet("/tools", () => Tools.Id);
app.Lifetime.ApplicationStopping.Register(() => Tools.Server?.Kill(entireProcessTree: true));
app.Run();

internal static class Tools
{
    internal static Process? Server { get; private set; }

    public static int? Id => Server?.Id;

    public static void Start(string name) => Server ??= Process.Start(name);
}
