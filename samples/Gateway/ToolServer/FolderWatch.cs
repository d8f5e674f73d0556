namespace ToolServer;

/// <summary>Prints a line for every change in a folder, for ever.</summary>
internal static class FolderWatch
{
    public static int Run(string folder)
    {
        using var watcher = new FileSystemWatcher(folder) { EnableRaisingEvents = true };
        while (true)
        {
            var change = watcher.WaitForChanged(WatcherChangeTypes.All);
            Console.WriteLine($"{change.ChangeType} {change.Name}");
        }
    }
}
