using System.Runtime.InteropServices;

sealed class Registry
{
    public Task RemoveAsync(CancellationToken cancel = default) => Task.Delay(10, cancel);
}

sealed class Announcer(IHostApplicationLifetime lifetime, Registry registry)
{
    public void Announce()
    {
        lifetime.ApplicationStopping.Register(async () => await registry.RemoveAsync()); // want LEAK4008: 'ApplicationStopping'
        lifetime.ApplicationStopped.Register(async () => // want LEAK4008: 'ApplicationStopped'
        {
            // Comments stay.
            await registry.RemoveAsync();
            Console.WriteLine("gone");
        });
    }

    public void AnnounceDropped()
    {
        lifetime.ApplicationStopping.Register(() => registry.RemoveAsync()); // want LEAK4008: 'ApplicationStopping'
    }

    public void AnnounceDiscarded()
    {
        lifetime.ApplicationStopping.Register(() => _ = registry.RemoveAsync()); // want LEAK4008: 'ApplicationStopping'
    }

    public void AnnounceByMethod()
    {
        lifetime.ApplicationStopping.Register(OnStopping); // want LEAK4008: 'ApplicationStopping'
    }

    public void AtStart()
    {
        lifetime.ApplicationStarted.Register(async () => await registry.RemoveAsync()); // want LEAK4008: 'ApplicationStarted'
    }

    public void AtExit()
    {
        AppDomain.CurrentDomain.ProcessExit += async (_, _) => await registry.RemoveAsync(); // want LEAK4008: 'ProcessExit'
    }

    public void AtInterrupt()
    {
        Console.CancelKeyPress += async (_, _) => await registry.RemoveAsync(); // want LEAK4008: 'CancelKeyPress'
    }

    public PosixSignalRegistration AtSignal()
    {
        return PosixSignalRegistration.Create(PosixSignal.SIGTERM, async _ => await registry.RemoveAsync()); // want LEAK4008: 'PosixSignal'
    }

    private async void OnStopping()
    {
        await registry.RemoveAsync();
    }
}

// A method may say that the signal shall not end the process; this one does not.
sealed class SignalMethod(Registry registry)
{
    public void AtSignal() => System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, OnSignal); // want LEAK4008: 'PosixSignal' // want LEAK1005: Create

    private async void OnSignal(System.Runtime.InteropServices.PosixSignalContext signal) => await registry.RemoveAsync();
}
