// output: program
using System.Diagnostics;
using System.Runtime.InteropServices;

var server = Process.Start("uvx", "chroma-mcp");
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    server.Kill(entireProcessTree: true);
};
using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, e =>
{
    e.Cancel = true;
    server.Kill(entireProcessTree: true);
});
server.WaitForExit();
server.Dispose();
