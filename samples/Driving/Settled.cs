namespace Driving;

/// <summary>Reads what needs a moment to come to its end.</summary>
internal static class Settled
{
    private const int Unchanged = 12;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>What is read when it is as hoped twice in a row, or has been the same for three seconds.</summary>
    public static async Task<T> ReadAsync<T>(Func<Task<T>> read, Func<T, bool> isHoped)
    {
        var last = await read();
        for (var same = 0; same < Unchanged; same++)
        {
            await Task.Delay(Pause);
            var now = await read();
            if (isHoped(now) && isHoped(last))
                return now;
            if (!Equals(now, last))
                same = 0;
            last = now;
        }

        return last;
    }

    /// <summary>The count of child processes when it is as hoped, or no longer changes.</summary>
    public static Task<int> CountAsync(ChildProcesses children, int hoped) =>
        ReadAsync(() => Task.FromResult(children.List().Count), count => count <= hoped);
}
