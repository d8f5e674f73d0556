// references LeakLint.Guard
using LeakLint.Guard;

sealed class WithField(BackgroundTaskTracker work)
{
    void Run(string path)
    {
        Task.Run(() => File.WriteAllText(path, "report")); // want LEAK5001: 'Task.Run'
    }

    // It serves for as long as the program runs: nobody could await it.
    void Loop(Queue<string> paths) => Task.Run(() => // want LEAK5001: 'Task.Run'
    {
        while (paths.TryDequeue(out var path))
            File.Delete(path);
    });

    // The nearest one.
    void Parameter(BackgroundTaskTracker tracker)
    {
        Task.Run(Save); // want LEAK5001: 'Task.Run'
    }

    static void Save() => File.WriteAllText("a", "x");
}

sealed class InConstructor
{
    private readonly BackgroundTaskTracker _tasks;

    public InConstructor(BackgroundTaskTracker tasks)
    {
        _tasks = tasks;
        Task.Factory.StartNew(() => File.Delete("a")); // want LEAK5001: StartNew
    }

    public int Count => _tasks.ActiveCount;
}

// There is none at hand: it is awaited.
sealed class None
{
    void Run(string path)
    {
        Task.Run(() => File.WriteAllText(path, "report")); // want LEAK5001: 'Task.Run'
    }
}
