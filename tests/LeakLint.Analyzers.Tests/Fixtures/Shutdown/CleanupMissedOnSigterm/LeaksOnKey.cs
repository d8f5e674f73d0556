// output: program
using System.Diagnostics;

var server = Process.Start("uvx", "chroma-mcp");
Console.CancelKeyPress += (_, e) => // want LEAK4002: Console.CancelKeyPress
{
    e.Cancel = true;
    server.Kill(entireProcessTree: true);
};
server.WaitForExit();
server.Dispose();
