static class Leaks
{
    public static async Task<T> TimeoutAfter<T>(this Task<T> work, TimeSpan time)
    {
        if (await Task.WhenAny(work, Task.Delay(time)) != work) // want LEAK5005: 'work'
            throw new TimeoutException();
        return await work;
    }

    public static async Task<T> WithMessage<T>(this Task<T> work, TimeSpan time)
    {
        if (await Task.WhenAny(work, Task.Delay(time)).ConfigureAwait(false) == work) // want LEAK5005: 'work'
        {
            return await work.ConfigureAwait(false);
        }

        // Says what was waited for.
        throw new TimeoutException($"not done in {time}");
    }

    public static async Task<string?> OrDefault(HttpClient http)
    {
        var request = http.GetStringAsync("slow");
        var first = await Task.WhenAny(request, Task.Delay(5000)); // want LEAK5005: 'request'
        if (first != request)
        {
            Console.WriteLine("too slow");
            return null;
        }

        var text = await request;
        return text.Trim();
    }

    public static async Task<bool> IfElse(Task work)
    {
        if (work == await Task.WhenAny(Task.Delay(100), work)) // want LEAK5005: 'work'
        {
            await work;
            return true;
        }
        else
        {
            return false;
        }
    }

    // What is done with the winner is not one of the usual forms: no fix.
    public static async Task<bool> OnlyAsked(Task work)
    {
        return await Task.WhenAny(work, Task.Delay(100)) == work; // want LEAK5005: 'work'
    }

    public static async Task DelayInLocal(Func<Task> start)
    {
        var work = start();
        var late = Task.Delay(TimeSpan.FromSeconds(30));
        var winner = await Task.WhenAny(work, late); // want LEAK5005: 'work'
        if (winner == late)
            throw new InvalidOperationException("hangs");
        await work;
    }

    public static async Task StateAsked(Func<Task> start)
    {
        var work = start();
        await Task.WhenAny(work, Task.Delay(1000)); // want LEAK5005: 'work'
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
        var winner = await Task.WhenAny(work, Task.Delay(TimeSpan.FromSeconds(30), cancellationToken)); // want LEAK5005: 'work'
        if (winner != work)
        {
            Console.WriteLine("late");
            return null;
        }

        return await work;
    }
}

// Started in the race itself: nothing refers to it afterwards.
sealed class StartedInTheRace(SemaphoreSlim items, TimeSpan patience)
{
    public async Task<bool> NextAsync()
    {
        await Task.WhenAny(items.WaitAsync(), Task.Delay(patience)); // want LEAK5005: 'WaitAsync'
        return items.CurrentCount > 0;
    }
}
