using Gateway;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddOptions<ToolServerOptions>().BindConfiguration("ToolServer");
builder.Services.AddSingleton<ToolServerCommands>();
builder.Services.AddSingleton<ToolCalls>();
builder.Services.AddSingleton<SessionStore>();
builder.Services.AddSingleton<ServerProbe>();
builder.Services.AddSingleton<JournalSearch>();
builder.Services.AddSingleton<NotesIndexer>();
builder.Services.AddSingleton<NotesWatcher>();
builder.Services.AddHostedService(services => services.GetRequiredService<NotesWatcher>());
builder.Services.AddExceptionHandler<ToolMissingHandler>().AddProblemDetails();

var app = builder.Build();

app.UseExceptionHandler();
app.MapTools();
app.MapSessions();
app.MapMaintenance();

await app.RunAsync();
