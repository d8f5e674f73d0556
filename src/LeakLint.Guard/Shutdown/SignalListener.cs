using System;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace LeakLint.Guard;

/// <summary>Turns signals into a shutdown. Since .NET 10 nothing else does: SIGTERM raises no <c>ProcessExit</c> event any more.</summary>
internal sealed class SignalListener : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;
    private readonly ShutdownCoordinator _coordinator;
    private int _received;

    public SignalListener(ShutdownCoordinator coordinator)
    {
        _coordinator = coordinator;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal),
        ];
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        var times = Interlocked.Increment(ref _received);
        // Said before this returns, or the runtime ends the program as the signal asks.
        context.Cancel = times <= 2;
        var signal = context.Signal;
        if (times == 1)
        {
            // Elsewhere: Environment.Exit waits for ProcessExit handlers, and those may wait for a lock that our caller holds.
            _ = Task.Run(() => ShutDownAsync(signal));
        }
        else if (times == 2)
        {
            ShutdownLog.SecondSignalReceived(_coordinator.Logger, signal);
            _coordinator.Abort();
        }
    }

    private async Task ShutDownAsync(PosixSignal signal)
    {
        ShutdownLog.SignalReceived(_coordinator.Logger, signal);
        await _coordinator.RunAsync().ConfigureAwait(false);
        Environment.Exit(128 + Number(signal));
    }

    private static int Number(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        _ => 15,
    };
}
