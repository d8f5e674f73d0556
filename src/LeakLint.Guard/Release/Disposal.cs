using System;
using System.Threading.Tasks;

namespace LeakLint.Guard.Release;

/// <summary>How a value is disposed when the program does not say how.</summary>
internal static class Disposal
{
    /// <summary>
    /// Whether disposing the value does anything. A task is left alone: disposing it is pointless, and an error while it runs.
    /// </summary>
    public static bool IsDisposable<T>(T value) => value is IAsyncDisposable or IDisposable && value is not Task;

    /// <summary>Disposes the value, asynchronously where it can be.</summary>
    public static ValueTask DisposeAsync<T>(T value)
    {
        switch (value)
        {
            case Task:
                return default;
            case IAsyncDisposable asyncDisposable:
                return asyncDisposable.DisposeAsync();
            case IDisposable disposable:
                disposable.Dispose();
                return default;
            default:
                return default;
        }
    }
}
