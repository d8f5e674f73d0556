// output: program
using System.Net;

using var listener = new HttpListener();
listener.Prefixes.Add("http://localhost:9464/");
listener.Start();
File.WriteAllText("server.pid", Environment.ProcessId.ToString());

// What is left behind keeps the next start from working.
AppDomain.CurrentDomain.ProcessExit += (_, _) => CleanUp(); // want LEAK4002: AppDomain.ProcessExit

while (true)
{
    var context = await listener.GetContextAsync();
    context.Response.Close();
}

void CleanUp() => File.Delete("server.pid");
