// references LeakLint.Guard
using LeakLint.Guard;

sealed class WithField(BackgroundTaskTracker work)
{
    void Run(string path)
    {
        work.Track(Task.Run(() => File.WriteAllText(path, "report")));
    }

    // It serves for as long as the program runs: nobody could await it.
    void Loop(Queue<string> paths) => work.Track(Task.Run(() =>
    {
        while (paths.TryDequeue(out var path))
            File.Delete(path);
    }));

    // The nearest one.
    void Parameter(BackgroundTaskTracker tracker)
    {
        tracker.Track(Task.Run(Save));
    }

    static void Save() => File.WriteAllText("a", "x");
}

sealed class InConstructor
{
    private readonly BackgroundTaskTracker _tasks;

    public InConstructor(BackgroundTaskTracker tasks)
    {
        _tasks = tasks;
        tasks.Track(Task.Factory.StartNew(() => File.Delete("a")));
    }

    public int Count => _tasks.ActiveCount;
}

// There is none at hand: it is awaited.
sealed class None
{
    async Task Run(string path)
    {
        await Task.Run(() => File.WriteAllText(path, "report"));
    }
}
