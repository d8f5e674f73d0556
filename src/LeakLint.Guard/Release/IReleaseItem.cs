using System;
using System.Threading.Tasks;

namespace LeakLint.Guard.Release;

/// <summary>Something that is to be released once, off the thread that let go of it.</summary>
internal interface IReleaseItem
{
    /// <summary>What to call the item in a log line.</summary>
    string Name { get; }

    /// <summary>Whether <see cref="Notify"/> does anything.</summary>
    bool HasCallback { get; }

    /// <summary>Releases the item. Runs on the thread pool; may block, throw or never end.</summary>
    ValueTask ReleaseAsync();

    /// <summary>
    /// Tells the program how the release ended; <paramref name="error"/> is a <see cref="TimeoutException"/> when it did
    /// not end in time. Runs on the thread pool; may block, throw or never end.
    /// </summary>
    void Notify(Exception? error);

    /// <summary>The release ended or its time is up, and the program was told. Must not throw.</summary>
    void OnReleased();
}
