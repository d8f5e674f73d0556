using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace LeakLint.Guard.TestHost;

/// <summary>A program that leaks while it runs and once more when it ends, and tells what it is told of.</summary>
internal static class Forgetful
{
    private static readonly ManualResetEventSlim _exiting = new();

    public static async Task<int> RunAsync()
    {
        TaskCompletionSource reported = new();
        LeakTracker.Leaked += report =>
        {
            Console.WriteLine($"leaked {report.Kind}");
            reported.TrySetResult();
        };
        Leak("while-running");
        while (!reported.Task.IsCompleted)
        {
            Collect();
            await Task.Delay(1).ConfigureAwait(false);
        }

        BlockPool();
        Leak("at-exit");
        for (var i = 0; i < 5; i++)
            Collect();
        AppDomain.CurrentDomain.ProcessExit += static (_, _) =>
        {
            _exiting.Set();
            // Long enough for a report that should not come.
            Thread.Sleep(500);
            Console.WriteLine("ended");
        };
        return 0;
    }

    // The runtime runs no finalizers once it ends, but a report may wait for a thread of the pool at that moment.
    private static void BlockPool()
    {
        ThreadPool.SetMaxThreads(Environment.ProcessorCount, Environment.ProcessorCount);
        for (var i = 0; i < 2 * Environment.ProcessorCount; i++)
            ThreadPool.UnsafeQueueUserWorkItem(static _ => _exiting.Wait(), null);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Leak(string kind) => LeakTracker.Track(new object(), kind);
}
