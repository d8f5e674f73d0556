using System;
using System.Threading.Tasks;

namespace LeakLint.Guard.Testing;

/// <summary>Asserts that code leaves nothing behind, in any test framework.</summary>
public static class LeakAssert
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>Runs code and asserts that what it created is gone in the end.</summary>
    /// <param name="body">The code. When it fails, its exception is thrown and nothing is asserted.</param>
    /// <param name="options">What to look for; defaults where <see langword="null"/>.</param>
    /// <returns>A task that ends when the code has ended and nothing is left of it.</returns>
    /// <exception cref="LeakAssertionException">Something was left behind.</exception>
    public static async ValueTask NoLeaksAsync(Func<Task> body, LeakAssertOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        var check = Begin(options);
        await using (check.ConfigureAwait(false))
        {
            try
            {
                await body().ConfigureAwait(false);
            }
            catch
            {
                check.Forgive();
                throw;
            }
        }
    }

    /// <summary>
    /// Begins a check: what exists now is not its business. <c>await using</c> verifies at the end of the block;
    /// <see cref="LeakCheck.VerifyAsync"/> verifies at once.
    /// </summary>
    /// <param name="options">What to look for; defaults where <see langword="null"/>.</param>
    /// <returns>The check: dispose it in the method that began it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time-out of the options is negative.</exception>
    public static LeakCheck Begin(LeakAssertOptions? options = null) => new(options ?? new LeakAssertOptions());

    /// <summary>Asserts that nothing keeps an object alive once its creator has let go of it.</summary>
    /// <param name="create">Creates the object, uses it and gives it back. It must not be kept in a local of the test.</param>
    /// <param name="timeout">How long the collector may be asked to take it; <see langword="null"/> for 2 seconds.</param>
    /// <returns>A task that ends when the object was collected.</returns>
    /// <exception cref="LeakAssertionException">It is still alive: something refers to it.</exception>
    /// <exception cref="ArgumentException">What was created is null, or a task instead of what it gives.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The time-out is negative.</exception>
    public static ValueTask CollectedAsync(Func<object> create, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        var patience = CheckPatience(timeout);
        return Collectability.WaitAsync(Collectability.Create(create), patience);
    }

    /// <inheritdoc cref="CollectedAsync(Func{object}, TimeSpan?)"/>
    public static async ValueTask CollectedAsync(Func<Task<object>> create, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        var patience = CheckPatience(timeout);
        var created = await Collectability.CreateAsync(create).ConfigureAwait(false);
        await Collectability.WaitAsync(created, patience).ConfigureAwait(false);
    }

    private static TimeSpan CheckPatience(TimeSpan? timeout)
    {
        var patience = timeout ?? _patience;
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, TimeSpan.Zero, nameof(timeout));
        return patience;
    }
}
