using System.Runtime.InteropServices;

sealed class Registry
{
    public Task RemoveAsync() => Task.CompletedTask;

    public void Remove()
    {
    }
}

sealed class Announcer(IHostApplicationLifetime lifetime, Registry registry)
{
    // Silent: the callback does its work before it returns.
    public void Synchronous() => lifetime.ApplicationStopping.Register(registry.Remove);

    // Silent: it waits for the work.
    public void Waits() => lifetime.ApplicationStopping.Register(() => registry.RemoveAsync().GetAwaiter().GetResult());

    // Silent: the signal does not end the process, so there is time.
    public PosixSignalRegistration Continues() => PosixSignalRegistration.Create(PosixSignal.SIGINT, async context =>
    {
        context.Cancel = true;
        try
        {
            await registry.RemoveAsync();
        }
        catch (Exception failure)
        {
            Console.Error.WriteLine(failure);
        }
    });

    // Silent: the handler says that the process goes on, and another one ends it.
    public void AtInterrupt() => Console.CancelKeyPress += async (_, pressed) =>
    {
        pressed.Cancel = true;
        await registry.RemoveAsync();
    };

    // Silent: another token, which ends no program.
    public void OnCancel(CancellationToken cancel, TaskCompletionSource done) => cancel.Register(() => done.TrySetCanceled());
}

// Silent: the host waits for StopAsync.
sealed class Deregistration(Registry registry) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => registry.RemoveAsync();
}

// Silent: the method keeps the process running, and ends it itself when it is done.
sealed class InterruptMethod(IHostApplicationLifetime lifetime)
{
    public void AtInterrupt() => Console.CancelKeyPress += OnInterrupt;

    private async void OnInterrupt(object? sender, ConsoleCancelEventArgs pressed)
    {
        pressed.Cancel = true;
        await Task.Delay(100);
        lifetime.StopApplication();
    }
}
