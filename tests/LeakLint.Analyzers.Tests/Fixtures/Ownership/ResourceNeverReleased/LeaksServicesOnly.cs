public sealed class GivesServiceOnly(IServiceScopeFactory scopes)
{
    public T Resolve<T>() where T : notnull
    {
        var scope = scopes.CreateScope(); // want LEAK1001 info: scope
        return scope.ServiceProvider.GetRequiredService<T>();
    }

    public IHostEnvironment Environment()
    {
        var scope = scopes.CreateScope(); // want LEAK1001 info: scope
        var environment = scope.ServiceProvider.GetRequiredService<IHostEnvironment>();
        return environment;
    }
}
