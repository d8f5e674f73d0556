sealed class Clean(ILogger log)
{
    private Task _pending = Task.CompletedTask;

    // Silent: kept.
    void Kept(string path) => _pending = Task.Run(() => File.Delete(path));

    // Silent: waited for.
    void Waited(string path) => Task.Run(() => File.Delete(path)).Wait();

    // Silent: returned.
    Task Returned(string path) => Task.Run(() => File.Delete(path));

    // Silent: awaited.
    async Task Awaited(string path) => await Task.Run(() => File.Delete(path));

    // Silent: the underscore says that it was dropped on purpose.
    void Discarded(string path) => _ = Task.Run(() => File.Delete(path));

    // Silent: a continuation sees the failure.
    void Continued(string path) =>
        Task.Run(() => File.Delete(path)).ContinueWith(done => log.LogError(done.Exception, "not deleted"), TaskContinuationOptions.OnlyOnFaulted);

    // Silent: the work sees to its failures.
    void Handled(string path)
    {
        Task.Run(() =>
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception e)
            {
                log.LogError(e, "not deleted");
            }
        });
    }

    // Silent: the function that the work calls sees to its failures.
    void HandledInCallee(string path) => Task.Run(() => DeleteAsync(path));

    // Silent: the same, as a method group.
    void HandledInMethodGroup() => Task.Run(Clean.Sweep);

    // Silent: each round sees to its failures.
    void HandledInLoop(string[] paths)
    {
        Task.Factory.StartNew(() =>
        {
            foreach (var path in paths)
            {
                try
                {
                    File.Delete(path);
                }
                catch
                {
                    log.LogWarning("not deleted");
                }
            }
        });
    }

    // Silent: there is nothing that can fail.
    void CannotFail(ManualResetEventSlim done) => Task.Run(() => done.Set());

    // Silent: a pragma says, to the compiler, that it is dropped on purpose.
    void Suppressed(string path)
    {
#pragma warning disable CS4014
        Task.Run(() => File.Delete(path));
#pragma warning restore CS4014
    }

    // Silent: asking the host to stop does not fail.
    void Stop(IHostApplicationLifetime lifetime) => Task.Run(async () =>
    {
        await Task.Delay(100);
        lifetime.StopApplication();
    });

    // Silent: what the delegate does is not known.
    void Unknown(Action work) => Task.Run(work);

    // Silent: not the pool of the BCL.
    void OtherRunner(Runner runner, string path) => runner.Run(() => File.Delete(path));

    // Silent: the function that is called sees to its failures.
    void OwnCallThatHandles(string path)
    {
        DeleteAsync(path);
    }

    // Silent: the compiler warns in an asynchronous function.
    async Task InAsync(HttpClient http)
    {
#pragma warning disable CS4014
        http.GetStringAsync("ping");
#pragma warning restore CS4014
        await Task.Yield();
    }

    // Silent: nothing is called, an expression tree says what a mock expects.
    void Expects(Mock<HttpClient> mock) => mock.Setup(http => http.GetStringAsync("a")).Verify();

    // Silent: a delay cannot fail, and cancelling is done when it returns.
    void Harmless(CancellationTokenSource source)
    {
        Task.Delay(100);
        source.CancelAsync();
    }

    // Silent: an own method that only completes.
    void Completes() => NothingAsync();

    private static Task NothingAsync() => Task.CompletedTask;

    async Task DeleteAsync(string path)
    {
        try
        {
            await Task.Yield();
            File.Delete(path);
        }
        catch (Exception e)
        {
            log.LogError(e, "not deleted");
        }
    }

    static void Sweep()
    {
        try
        {
            Directory.Delete("temp", recursive: true);
        }
        catch
        {
            // tried again at the next start
        }
    }
}

sealed class Mock<T>
{
    public Mock<T> Setup(System.Linq.Expressions.Expression<Action<T>> call)
    {
        Console.WriteLine(call);
        return this;
    }

    public void Verify()
    {
    }
}

class Refresh
{
    protected virtual Task AfterAsync(string path)
    {
        File.Delete(path);
        return Task.CompletedTask;
    }
}

sealed class AlbumRefresh : Refresh
{
    // Silent: the base is done when it returns.
    protected override Task AfterAsync(string path)
    {
        base.AfterAsync(path + ".old");
        return Task.CompletedTask;
    }
}

#pragma warning disable LEAK5003
sealed class Repeating
{
    // Silent: the task says nothing of an async void, LEAK5003 does.
    public Repeating(string path) => Task.Run(() => DeleteLater(path));

    private static async void DeleteLater(string path)
    {
        await Task.Delay(1000);
        File.Delete(path);
    }
}
#pragma warning restore LEAK5003

sealed class Runner
{
    public Task Run(Action work)
    {
        work();
        return Task.CompletedTask;
    }
}

// Silent: an extension that is made for tasks nobody awaits.
static class Observing
{
    public static Task ObserveErrors(this Task task)
    {
        task.ContinueWith(failed => Console.WriteLine(failed.Exception), TaskContinuationOptions.OnlyOnFaulted);
        return task;
    }

    public static void Send(HttpClient http) => SendAsync(http).ObserveErrors();

    private static async Task SendAsync(HttpClient http) => await http.GetStringAsync("https://example.org");
}

// Silent: the continuation looks at the failure, also where another overload adds it.
sealed class Loader
{
    public void Show(string path) => LoadAsync(path);

    public Task LoadAsync(string path) => LoadAsync(path, long.MaxValue);

    public Task LoadAsync(string path, long limit)
    {
        if (limit == 0)
            throw new ArgumentOutOfRangeException(nameof(limit));
        return Task.Run(() => File.ReadAllBytes(path)).ContinueWith(loaded =>
        {
            if (loaded.Exception is { } failure)
                Console.WriteLine(failure);
        });
    }
}

// Silent: what is unwrapped handles its own failures.
sealed class Dispatcher
{
    public Dispatcher(TaskScheduler scheduler)
    {
        Task.Factory.StartNew(DispatchAsync, CancellationToken.None, TaskCreationOptions.None, scheduler).Unwrap();
    }

    private async Task DispatchAsync()
    {
        try
        {
            await Task.Delay(1000);
            File.Delete("queue");
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Console.WriteLine(failure);
        }
    }
}

// Silent: the transaction answers for its commands, and who fires and forgets asked for no answer.
sealed class Locks(StackExchange.Redis.ITransaction transaction, StackExchange.Redis.IDatabase database)
{
    public void Extend(string key)
    {
        transaction.KeyExpireAsync(key);
        database.KeyExpireAsync(key, StackExchange.Redis.CommandFlags.FireAndForget);
    }
}

// Silent: the pragma that says so may stand further up.
sealed class SaidSo(HttpClient http)
{
    public void Start()
    {
#pragma warning disable CS4014
        Console.WriteLine("starts");
        CheckAsync();
#pragma warning restore CS4014
    }

    private async Task CheckAsync() => await http.GetStringAsync("https://example.org");
}

// Silent: what is exchanged was started elsewhere.
sealed class Slot
{
    private Task<int> _value = Task.FromResult(0);

    public Task<int> Value => _value;

    public void Reset() => Interlocked.Exchange(ref _value, Task.FromResult(0));
}

// Silent: the program ends, there is nothing to lose.
sealed class EndsSoon
{
    public void End()
    {
        Task.Run(async () =>
        {
            await Task.Delay(100);
            Environment.Exit(0);
        });
    }
}

// Silent: somebody looks at the failure, or is given the task.
sealed class ContinuedWithOpenEyes(HttpClient http, Action<Task> look)
{
    public void Start()
    {
        SendAsync().ContinueWith(sent => Console.WriteLine(sent.Exception));
        SendAsync().ContinueWith(sent => look(sent));
    }

    private async Task SendAsync() => await http.GetStringAsync("https://example.org");
}

namespace StackExchange.Redis
{
    public enum CommandFlags
    {
        None,
        FireAndForget,
    }

    public interface IDatabase
    {
        Task<bool> KeyExpireAsync(string key, CommandFlags flags = CommandFlags.None);
    }

    public interface ITransaction : IDatabase;
}

// Silent: what the collection gives is the task that it keeps.
sealed class KeptTasks
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<int, Task> _tasks = new();

    public void Keep(int id, Task task) => _tasks.AddOrUpdate(id, task, (_, _) => task);
}

// Silent: a component that asks to be drawn again.
public sealed class Clock : Microsoft.AspNetCore.Components.ComponentBase
{
    public void OnTick() => InvokeAsync(StateHasChanged);

    public void OnAlarms(int count)
    {
        if (count > 0)
            InvokeAsync(() => StateHasChanged());
    }
}

// Silent: a cache of the project gives the task that was put into it.
public sealed class Store<TKey, TValue>
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _values = [];

    public TValue Set(TKey key, Func<TKey, TValue> make)
    {
        var value = make(key);
        _values[key] = value;
        return value;
    }
}

public sealed class Documents
{
    private static readonly Store<string, Task<string>> Cached = new();

    public static void Keep(string key, string text) => Cached.Set(key, _ => Task.FromResult(text));
}

// Silent: what is thrown is caught, or is for who calls with wrong arguments.
sealed class CleanSaysWhatIsWrong(HttpClient http)
{
    public void Begin(string name)
    {
        _ = ImportAsync(name);
        _ = CheckAsync(name);
    }

    private async Task ImportAsync(string name)
    {
        try
        {
            if ((await http.GetStringAsync(name)).Length == 0)
                throw new InvalidDataException("no rows");
        }
        catch (Exception problem)
        {
            Console.WriteLine(problem);
        }
    }

    private async Task CheckAsync(string name)
    {
        if (name.Length == 0)
            throw new ArgumentException("no name", nameof(name));
        await http.GetStringAsync(name);
    }
}
