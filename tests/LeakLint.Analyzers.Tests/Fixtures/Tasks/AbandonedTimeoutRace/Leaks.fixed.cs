static class Leaks
{
    public static async Task<T> TimeoutAfter<T>(this Task<T> work, TimeSpan time)
    {
        return await work.WaitAsync(time);
    }

    public static async Task<T> WithMessage<T>(this Task<T> work, TimeSpan time)
    {
        try
        {
            return await work.WaitAsync(time).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            // Says what was waited for.
            throw new TimeoutException($"not done in {time}");
        }
    }

    public static async Task<string?> OrDefault(HttpClient http)
    {
        var request = http.GetStringAsync("slow");
        try
        {
            await request.WaitAsync(TimeSpan.FromMilliseconds(5000));
        }
        catch (TimeoutException) when (!request.IsCompleted)
        {
            Console.WriteLine("too slow");
            return null;
        }

        var text = await request;
        return text.Trim();
    }

    public static async Task<bool> IfElse(Task work)
    {
        try
        {
            await work.WaitAsync(TimeSpan.FromMilliseconds(100));
            return true;
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            return false;
        }
    }

    // What is done with the winner is not one of the usual forms: no fix.
    public static async Task<bool> OnlyAsked(Task work)
    {
        return await Task.WhenAny(work, Task.Delay(100)) == work;
    }

    public static async Task DelayInLocal(Func<Task> start)
    {
        var work = start();
        var late = Task.Delay(TimeSpan.FromSeconds(30));
        var winner = await Task.WhenAny(work, late);
        if (winner == late)
            throw new InvalidOperationException("hangs");
        await work;
    }

    public static async Task StateAsked(Func<Task> start)
    {
        var work = start();
        await Task.WhenAny(work, Task.Delay(1000));
        if (!work.IsCompleted)
            throw new InvalidOperationException("hangs");
    }
}

// The caller's token ends the delay, and the wait; nobody here can cancel it when the race is over.
public static class OfCaller
{
    public static async Task<string?> Asked(Func<Task<string>> start, CancellationToken cancellationToken)
    {
        var work = start();
        try
        {
            return await work.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException && !work.IsCompleted)
        {
            Console.WriteLine("late");
            return null;
        }
    }
}

// Started in the race itself: nothing refers to it afterwards.
sealed class StartedInTheRace(SemaphoreSlim items, TimeSpan patience)
{
    public async Task<bool> NextAsync()
    {
        await Task.WhenAny(items.WaitAsync(), Task.Delay(patience));
        return items.CurrentCount > 0;
    }
}
