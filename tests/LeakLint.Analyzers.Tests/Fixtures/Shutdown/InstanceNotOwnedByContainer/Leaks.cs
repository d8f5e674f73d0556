using Microsoft.Extensions.DependencyInjection.Extensions;

sealed class Store(string path) : IDisposable
{
    private readonly FileStream _file = File.Open(path, FileMode.OpenOrCreate);

    public long Length => _file.Length;

    public void Dispose() => _file.Dispose();
}

static class Leaks
{
    public static void Register(IServiceCollection services)
    {
        services.AddSingleton(new Store("a")); // want LEAK4005: Store
        services.AddSingleton<IDisposable>(new Store("b")); // want LEAK4005: Store
        services.AddSingleton(typeof(Store), new Store("c")); // want LEAK4005: Store
        services.AddKeyedSingleton("key", new Store("d")); // want LEAK4005: Store
        services.TryAddSingleton(new Store("e")); // want LEAK4005: Store
        services.Add(ServiceDescriptor.Singleton(new Store("f"))); // want LEAK4005: Store
    }

    // The local only holds it until it is registered.
    public static void RegisterLocal(IServiceCollection services)
    {
        var store = new Store("g"); // want LEAK4005: Store
        Console.WriteLine(store.Length);
        services.AddSingleton(store); // also
    }
}
