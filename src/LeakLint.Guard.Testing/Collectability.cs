using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace LeakLint.Guard.Testing;

/// <summary>Finds out whether the collector may take an object.</summary>
internal static class Collectability
{
    // These two stand apart, so that no local of the one who waits keeps the object.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static WeakReference Create(Func<object> create) => Watch(create());

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task<WeakReference> CreateAsync(Func<Task<object>> create) => Watch(await create().ConfigureAwait(false));

    public static async ValueTask WaitAsync(WeakReference created, TimeSpan timeout)
    {
        var type = FindType(created);
        Patience patience = new(timeout);
        do
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            if (!created.IsAlive)
                return;
        }
        while (await patience.PauseAsync(default).ConfigureAwait(false));

        throw new LeakAssertionException(
            $"{type} is still alive: something refers to it. Look for static fields, event handlers, timers, registered callbacks and"
            + " running tasks that have it.",
            [new LeakReport(type, null, [], timeout, 0)]);
    }

    private static WeakReference Watch(object created) => created switch
    {
        null => throw new ArgumentException("The object to look for is null.", "create"),
        Task => throw new ArgumentException("This is a task, not what it gives: write \"async () => await …\".", "create"),
        _ => new WeakReference(created, trackResurrection: true),
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string FindType(WeakReference created) => created.Target?.GetType().ToString() ?? "An object";
}
