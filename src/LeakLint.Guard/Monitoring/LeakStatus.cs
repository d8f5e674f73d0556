namespace LeakLint.Guard;

/// <summary>How a program does, from the resources that a <see cref="LeakMonitor"/> watches.</summary>
public enum LeakStatus
{
    /// <summary>Nothing is above a threshold, and nothing grows towards one.</summary>
    Healthy,

    /// <summary>Something is above its first threshold, or grows and will be at its limit within <see cref="LeakMonitorOptions.GrowthHorizon"/>.</summary>
    Warning,

    /// <summary>Something is above its second threshold. Idle entries of registries are let go of, unless the options say otherwise.</summary>
    Critical,

    /// <summary>Something is above its last threshold: the program is about to be killed, or may as well end by itself.</summary>
    Maximum,
}
