namespace LeakLint.Guard;

/// <summary>The phases of an orderly end, in their order. Each begins when the one before has ended or used up its time.</summary>
public enum ShutdownPhase
{
    /// <summary>Close the doors: stop listening, stop polling, mark the service as not ready.</summary>
    StopAccepting,

    /// <summary>Let work that is under way finish.</summary>
    Drain,

    /// <summary>Release connections, files and sessions, and stop child processes gracefully.</summary>
    Dispose,

    /// <summary>Kill child processes that are still there. Has time of its own that no other phase can use up.</summary>
    KillProcesses,
}
