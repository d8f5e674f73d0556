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
        services.AddSingleton(_ => new Store("a"));
        services.AddSingleton<IDisposable>(_ => new Store("b"));
        services.AddSingleton(typeof(Store), _ => new Store("c"));
        services.AddKeyedSingleton("key", (_, _) => new Store("d"));
        services.TryAddSingleton(_ => new Store("e"));
        services.Add(ServiceDescriptor.Singleton(_ => new Store("f")));
    }

    // The local only holds it until it is registered.
    public static void RegisterLocal(IServiceCollection services)
    {
        var store = new Store("g");
        Console.WriteLine(store.Length);
        services.AddSingleton(_ => store);
    }
}
