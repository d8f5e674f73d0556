using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace LeakLint.Guard.Testing;

/// <summary>Finds out whether the collector may take an object.</summary>
internal static class Collectability
{
    public static async ValueTask WaitAsync(Func<object> create, TimeSpan timeout)
    {
        var (reference, type) = Create(create);
        Patience patience = new(timeout);
        do
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            if (!reference.IsAlive)
                return;
        }
        while (await patience.PauseAsync(default).ConfigureAwait(false));

        throw new LeakAssertionException(
            $"A {type} is still alive: something refers to it. Look for static fields, event handlers, timers, registered callbacks and"
            + " running tasks that have it.",
            [new LeakReport(type, null, [], timeout, 0)]);
    }

    // Apart, so that no local of the caller keeps the object.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Reference, string Type) Create(Func<object> create)
    {
        var created = create() ?? throw new ArgumentException("The object to look for is null.", nameof(create));
        return (new WeakReference(created, trackResurrection: true), created.GetType().ToString());
    }
}
