using System.Runtime.InteropServices;

sealed class Registry
{
    public Task RemoveAsync(CancellationToken cancel = default) => Task.Delay(10, cancel);
}

sealed class Announcer(IHostApplicationLifetime lifetime, Registry registry)
{
    public void Announce()
    {
        lifetime.ApplicationStopping.Register(() => Task.Run(async () => await registry.RemoveAsync()).GetAwaiter().GetResult());
        lifetime.ApplicationStopped.Register(() => Task.Run(async () =>
        {
            // Comments stay.
            await registry.RemoveAsync();
            Console.WriteLine("gone");
        }).GetAwaiter().GetResult());
    }

    public void AnnounceDropped()
    {
        lifetime.ApplicationStopping.Register(() => Task.Run(() => registry.RemoveAsync()).GetAwaiter().GetResult());
    }

    public void AnnounceDiscarded()
    {
        lifetime.ApplicationStopping.Register(() => Task.Run(() => registry.RemoveAsync()).GetAwaiter().GetResult());
    }

    public void AnnounceByMethod()
    {
        lifetime.ApplicationStopping.Register(() => Task.Run(OnStopping).GetAwaiter().GetResult());
    }

    public void AtStart()
    {
        lifetime.ApplicationStarted.Register(async () => await registry.RemoveAsync());
    }

    public void AtExit()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Task.Run(async () => await registry.RemoveAsync()).GetAwaiter().GetResult();
    }

    public void AtInterrupt()
    {
        Console.CancelKeyPress += (_, _) => Task.Run(async () => await registry.RemoveAsync()).GetAwaiter().GetResult();
    }

    public PosixSignalRegistration AtSignal()
    {
        return PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Task.Run(async () => await registry.RemoveAsync()).GetAwaiter().GetResult());
    }

    private async Task OnStopping()
    {
        await registry.RemoveAsync();
    }
}

// A method may say that the signal shall not end the process; this one does not.
sealed class SignalMethod(Registry registry)
{
    public void AtSignal()
    {
        using var posixSignalRegistration = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, OnSignal);
    }

    private async void OnSignal(System.Runtime.InteropServices.PosixSignalContext signal) => await registry.RemoveAsync();
}
