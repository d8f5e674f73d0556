namespace Driving;

/// <summary>Counts what needs a moment to end.</summary>
internal static class Settled
{
    private const int Unchanged = 12;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>The count when it is as hoped twice in a row, or has not changed for three seconds.</summary>
    public static async Task<long> CountAsync(Func<ValueTask<long>> read, long hoped)
    {
        var count = await read();
        for (var same = 0; same < Unchanged; same++)
        {
            await Task.Delay(Pause);
            var now = await read();
            if (now == count && now <= hoped && same > 0)
                break;
            if (now != count)
                same = 0;
            count = now;
        }

        return count;
    }

    /// <inheritdoc cref="CountAsync(Func{ValueTask{long}}, long)"/>
    public static Task<long> CountAsync(ChildProcesses children, long hoped) =>
        CountAsync(() => ValueTask.FromResult<long>(children.List().Count), hoped);
}
