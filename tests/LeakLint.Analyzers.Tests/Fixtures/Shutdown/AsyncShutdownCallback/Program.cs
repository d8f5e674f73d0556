// output: program
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<Registry>();
var app = builder.Build();
var registry = app.Services.GetRequiredService<Registry>();

app.Lifetime.ApplicationStopping.Register(async () => await registry.RemoveAsync()); // want LEAK4008: 'ApplicationStopping'

app.Run();

sealed class Registry
{
    public Task RemoveAsync() => Task.CompletedTask;
}
