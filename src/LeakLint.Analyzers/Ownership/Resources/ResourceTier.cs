namespace LeakLint.Ownership;

/// <summary>How strongly a type is a resource.</summary>
internal enum ResourceTier
{
    /// <summary>Needs no release: not disposable, or disposing it does nothing that matters.</summary>
    None,

    /// <summary>Its release matters in some programs only: reported as a suggestion.</summary>
    Weak,

    /// <summary>A disposable whose release does something.</summary>
    Normal,

    /// <summary>Holds what the process or the system has few of: a child process, socket, file, connection, thread or timer.</summary>
    Strong,
}
