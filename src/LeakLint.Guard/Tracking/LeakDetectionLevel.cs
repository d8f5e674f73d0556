namespace LeakLint.Guard;

/// <summary>How closely <see cref="LeakTracker"/> looks. Things are counted at every level but <see cref="Disabled"/>.</summary>
public enum LeakDetectionLevel
{
    /// <summary>Nothing is tracked.</summary>
    Disabled,

    /// <summary>Everything is counted; of one thing in 128, chosen at random, it is kept where it was created. The default.</summary>
    Simple,

    /// <summary>As <see cref="Simple"/>, and what <see cref="LeakTrackingHandle.Record"/> tells is kept with its stack.</summary>
    Advanced,

    /// <summary>As <see cref="Advanced"/>, for everything: some 20 microseconds each. For tests and for the search for a known leak.</summary>
    Paranoid,
}
