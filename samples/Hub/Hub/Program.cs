using Hub;

var builder = WebApplication.CreateBuilder(args);

builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(5));
builder.Services.AddSingleton<ChatHub>();
builder.Services.AddSingleton<Archive>();
builder.Services.AddHostedService(services => services.GetRequiredService<Archive>());

var app = builder.Build();

app.UseWebSockets();
app.MapChat();
app.MapStatistics();

await app.RunAsync();
