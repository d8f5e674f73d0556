abstract class Base
{
    public abstract void Import();
}

interface IExporter
{
    void Export();
}

// Its signature is given by others: no fix.
sealed class Bound : Base, IExporter
{
    public override void Import()
    {
        Task.Run(() => File.Delete("a")); // want LEAK5001: 'Task.Run'
    }

    public void Export()
    {
        Task.Run(() => File.Delete("b")); // want LEAK5001: 'Task.Run'
    }

    public Bound()
    {
        Task.Run(() => File.Delete("c")); // want LEAK5001: 'Task.Run'
    }
}

// Whoever calls it can wait as well.
sealed class Called
{
    private int _count;

    async Task CallAsync()
    {
        Save();
        var size = Count().ToString().Length;
        _count += size;
        await Task.Yield();
    }

    Task Forward()
    {
        Save();
        return Task.CompletedTask;
    }

    void Save()
    {
        Task.Run(() => File.Delete("a")); // want LEAK5001: 'Task.Run'
    }

    int Count()
    {
        Task.Run(() => File.Delete("b")); // want LEAK5001: 'Task.Run'
        return _count;
    }
}

// Used as a delegate: no fix.
sealed class AsDelegate
{
    Action Work() => Save;

    void Save()
    {
        Task.Run(() => File.Delete("a")); // want LEAK5001: 'Task.Run'
    }
}

// Nobody can wait for a loop that serves: no fix.
static class Serving
{
    static void Serve(Queue<string> paths)
    {
        Task.Run(() => // want LEAK5001: 'Task.Run'
        {
            while (true)
                File.Delete(paths.Dequeue());
        });
    }
}

// An endpoint may return a task of anything.
static class Endpoints
{
    static void Map(WebApplication app)
    {
        app.MapPost("/{id}", (string id) =>
        {
            Task.Run(() => File.Delete(id)); // want LEAK5001: 'Task.Run'
            return Results.Accepted();
        });
    }
}
