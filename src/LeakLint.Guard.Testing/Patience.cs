using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace LeakLint.Guard.Testing;

/// <summary>
/// Time for what ends by itself: pauses from a millisecond to a tenth of a second, each twice as long as the one before, until the
/// time is up. What ends at once costs nothing, and what ends late is not waited for in vain.
/// </summary>
internal sealed class Patience(TimeSpan limit)
{
    private static readonly TimeSpan _longest = TimeSpan.FromMilliseconds(100);

    private readonly long _begin = Stopwatch.GetTimestamp();
    private TimeSpan _pause = TimeSpan.FromMilliseconds(1);

    /// <summary>Waits for a while.</summary>
    /// <returns><see langword="false"/> at once when the time is up.</returns>
    public async ValueTask<bool> PauseAsync(CancellationToken cancellationToken)
    {
        if (Stopwatch.GetElapsedTime(_begin) >= limit)
            return false;
        await Task.Delay(_pause, cancellationToken).ConfigureAwait(false);
        _pause = _pause * 2 < _longest ? _pause * 2 : _longest;
        return true;
    }
}
