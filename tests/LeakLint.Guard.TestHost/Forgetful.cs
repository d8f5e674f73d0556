using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace LeakLint.Guard.TestHost;

/// <summary>A program that leaks while it runs and once more when it ends, and tells what it is told of.</summary>
internal static class Forgetful
{
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

        AppDomain.CurrentDomain.ProcessExit += static (_, _) =>
        {
            Leak("at-exit");
            Collect();
            // Long enough for a report that should not come.
            Thread.Sleep(200);
            Console.WriteLine("ended");
        };
        return 0;
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Leak(string kind) => LeakTracker.Track(new object(), kind);
}
