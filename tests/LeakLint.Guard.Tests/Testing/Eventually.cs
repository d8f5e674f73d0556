using System;
using System.Threading.Tasks;
using Xunit;

namespace LeakLint.Guard.Tests.Testing;

/// <summary>Waits for what happens on other threads. The limit only ends a test that would hang: no test passes because of it.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Task InTime(this Task task) => task.WaitAsync(Limit);

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Limit);

    public static Task InTime(this ValueTask task) => task.AsTask().WaitAsync(Limit);

    public static Task<T> InTime<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Limit);

    public static async Task True(Func<bool> condition, string what)
    {
        for (DateTime end = DateTime.UtcNow + Limit; !condition(); await Task.Delay(1))
        {
            Assert.True(DateTime.UtcNow < end, $"Not within {Limit}: {what}");
        }
    }
}
