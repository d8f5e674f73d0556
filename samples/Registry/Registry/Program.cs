using Registry;

var builder = WebApplication.CreateBuilder(args);

builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
builder.Services.AddOptions<RegistryOptions>().BindConfiguration("Sessions");
builder.Services.AddMemoryCache();
builder.Services.AddSingleton<Excerpts>();
builder.Services.AddSingleton<SessionStore>();

var app = builder.Build();

app.MapMcp();
app.MapCatalog();
app.MapStatistics();

await app.RunAsync();
