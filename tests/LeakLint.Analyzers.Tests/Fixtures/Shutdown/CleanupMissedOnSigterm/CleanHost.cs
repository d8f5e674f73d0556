// output: program
var builder = Host.CreateApplicationBuilder(args);
using var host = builder.Build();
var journal = new StreamWriter("journal");
// Silent: a generic host ends in order on SIGTERM, and so does the program.
AppDomain.CurrentDomain.ProcessExit += (_, _) => journal.Dispose();
host.Run();
