namespace LeakLint.Guard;

/// <summary>
/// What happens to child processes when their owner ends without a chance to clean up (a crash, SIGKILL, the out-of-memory killer).
/// Each level includes those before it.
/// </summary>
public enum ParentExitProtection
{
    /// <summary>Nothing is promised.</summary>
    None,

    /// <summary>Children end when the owner stops them, is disposed, or leaves through <c>Main</c> or <c>Environment.Exit</c>. A crash orphans them.</summary>
    GracefulExitOnly,

    /// <summary>The started process ends with its owner in every case. What it started itself may survive.</summary>
    DirectChild,

    /// <summary>So do the processes that stayed in its process group. One that moved to a session of its own may survive.</summary>
    ProcessGroup,

    /// <summary>So do the processes that left the group. On Linux they are found by the environment they inherited; on Windows by their job.</summary>
    ProcessTree,
}
