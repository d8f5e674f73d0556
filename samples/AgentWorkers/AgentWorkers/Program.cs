using AgentWorkers;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddOptions<AgentOptions>().BindConfiguration("Agents");
builder.Services.AddSingleton<ToolServers>();
builder.Services.AddSingleton<Moderator>();
builder.Services.AddSingleton<Research>();
builder.Services.AddSingleton<Calculation>();
builder.Services.AddSingleton<SessionStore>();
builder.Services.AddSingleton<JobQueue>();
builder.Services.AddScoped<Toolbox>();
builder.Services.AddHostedService<JobWorker>();

var app = builder.Build();

app.MapWork();
app.MapSessions();

await app.RunAsync();
