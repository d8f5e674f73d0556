// output: program
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<Registry>();
var app = builder.Build();
var registry = app.Services.GetRequiredService<Registry>();

app.Lifetime.ApplicationStopping.Register(() => Task.Run(async () => await registry.RemoveAsync()).GetAwaiter().GetResult());

app.Run();

sealed class Registry
{
    public Task RemoveAsync() => Task.CompletedTask;
}
