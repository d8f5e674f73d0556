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
        Task.Run(() => File.Delete("a"));
    }

    public void Export()
    {
        Task.Run(() => File.Delete("b"));
    }

    public Bound()
    {
        Task.Run(() => File.Delete("c"));
    }
}

// Whoever calls it can wait as well.
sealed class Called
{
    private int _count;

    async Task CallAsync()
    {
        await Save();
        var size = (await Count()).ToString().Length;
        _count += size;
        await Task.Yield();
    }

    async Task Forward()
    {
        await Save();
    }

    async Task Save()
    {
        await Task.Run(() => File.Delete("a"));
    }

    async Task<int> Count()
    {
        await Task.Run(() => File.Delete("b"));
        return _count;
    }
}

// Used as a delegate: no fix.
sealed class AsDelegate
{
    Action Work() => Save;

    void Save()
    {
        Task.Run(() => File.Delete("a"));
    }
}

// Nobody can wait for a loop that serves: no fix.
static class Serving
{
    static void Serve(Queue<string> paths)
    {
        Task.Run(() =>
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
        app.MapPost("/{id}", async (string id) =>
        {
            await Task.Run(() => File.Delete(id));
            return Results.Accepted();
        });
    }
}
