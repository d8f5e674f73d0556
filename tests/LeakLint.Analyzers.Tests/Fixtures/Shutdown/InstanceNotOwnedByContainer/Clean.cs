sealed class Store(string path) : IDisposable
{
    private readonly FileStream _file = File.Open(path, FileMode.OpenOrCreate);

    public void Dispose() => _file.Dispose();
}

sealed class Settings(string path)
{
    public string Path => path;
}

sealed class Nothing : IDisposable
{
    public void Dispose()
    {
    }
}

static class Clean
{
    public static void Register(IServiceCollection services, Store shared)
    {
        // Silent: the container makes it, so it disposes it.
        services.AddSingleton<Store>();

        // Silent: the same, by a factory.
        services.AddSingleton(_ => new Store("a"));

        // Silent: whoever passed it may dispose it.
        services.AddSingleton(shared);

        // Silent: nothing to dispose.
        services.AddSingleton(new Settings("a"));

        // Silent: its Dispose does nothing.
        services.AddSingleton(new Nothing());

        // Silent: made by somebody else, who may keep it.
        services.AddSingleton(Find(shared));

        // Silent: memory only.
        services.AddSingleton(new MemoryStream());
    }

    // Silent: the caller disposes it after the host has run.
    public static void RegisterOwned(IServiceCollection services)
    {
        using var own = new Store("b");
        services.AddSingleton(own);
    }

    // Silent: disposed when the host has stopped.
    public static void RegisterAndDispose(IServiceCollection services, Action<IServiceCollection> run)
    {
        var own = new Store("c");
        services.AddSingleton(own);
        run(services);
        own.Dispose();
    }

    // Silent: somebody else is given it as well.
    public static Store RegisterAndReturn(IServiceCollection services)
    {
        var own = new Store("d");
        services.AddSingleton(own);
        return own;
    }

    private static Store Find(Store shared) => shared;
}
