using System;

namespace LeakLint.Guard.Testing;

/// <summary>What a <see cref="LeakCheck"/> looks for.</summary>
[Flags]
public enum LeakKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>What <see cref="LeakTracker"/> tracks: resources of registries, values of dictionaries, and what the program tracks itself.</summary>
    Resources = 1,

    /// <summary>
    /// Processes that descend from this one, whoever started them, also those whose parent is gone. On Linux; elsewhere those of
    /// <see cref="ChildProcessGroup"/> only.
    /// </summary>
    ChildProcesses = 2,

    /// <summary>Active timers of the whole process. Pending delays and time-outs are timers too.</summary>
    Timers = 4,

    /// <summary>Threads of the whole process other than the runtime's own. On Linux; elsewhere none are seen.</summary>
    Threads = 8,

    /// <summary>
    /// Asynchronous methods of the whole process that were begun and have not ended, by name. Makes every such method some microseconds
    /// slower.
    /// </summary>
    AsyncOperations = 16,

    /// <summary>Work of every <see cref="BackgroundTaskTracker"/>.</summary>
    BackgroundTasks = 32,

    /// <summary>What tests can look for without false alarms.</summary>
    Default = Resources | ChildProcesses | BackgroundTasks,

    /// <summary>Everything.</summary>
    All = Resources | ChildProcesses | Timers | Threads | AsyncOperations | BackgroundTasks,
}
