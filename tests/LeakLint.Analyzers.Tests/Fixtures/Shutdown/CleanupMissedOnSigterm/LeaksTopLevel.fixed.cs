// output: program
using System.Net;
using System.Runtime.InteropServices;

using var listener = new HttpListener();
listener.Prefixes.Add("http://localhost:9464/");
listener.Start();
File.WriteAllText("server.pid", Environment.ProcessId.ToString());

// What is left behind keeps the next start from working.
AppDomain.CurrentDomain.ProcessExit += (_, _) => CleanUp();
using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(128 + 15));

while (true)
{
    var context = await listener.GetContextAsync();
    context.Response.Close();
}

void CleanUp() => File.Delete("server.pid");
