using System;
using System.Threading.Tasks;
using LeakLint.Guard.Testing;
using Xunit;

namespace LeakLint.Guard.Testing.Tests;

/// <summary>What the tests assert again and again.</summary>
internal static class Leaks
{
    /// <summary>How long to look for what will not go away.</summary>
    public static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(50);

    /// <summary>How long to wait for what must go away. Only a failing test waits that long.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    public static async Task<LeakAssertionException> FindAsync(Func<Task> body, LeakKinds kinds = LeakKinds.Default)
        => await Assert.ThrowsAsync<LeakAssertionException>(
            async () => await LeakAssert.NoLeaksAsync(body, new LeakAssertOptions { Kinds = kinds, Timeout = Brief }));

    public static ValueTask NoneAsync(Func<Task> body, LeakKinds kinds = LeakKinds.Default)
        => LeakAssert.NoLeaksAsync(body, new LeakAssertOptions { Kinds = kinds, Timeout = Long });
}
