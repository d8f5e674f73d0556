namespace LeakLint.Guard.Testing;

/// <summary>The sorts of things that a check finds, and the rules that find them when the code is built.</summary>
internal static class FindingKinds
{
    public static readonly FindingKind ChildProcess = new(ResourceKinds.ChildProcess, "still running", ["LEAK1009", "LEAK4001"], IsProcessWide: true);

    public static readonly FindingKind BackgroundTask = new(ResourceKinds.BackgroundTask, "still running", ["LEAK5001", "LEAK5002"], IsProcessWide: false);

    public static readonly FindingKind Timer = new("timer", "still active", ["LEAK3001", "LEAK3002", "LEAK3003"], IsProcessWide: true);

    public static readonly FindingKind Thread = new("thread", "still running", ["LEAK5002"], IsProcessWide: true);

    public static readonly FindingKind AsyncOperation = new("async-operation", "not finished", ["LEAK5001", "LEAK5002"], IsProcessWide: true);

    /// <summary>A kind of <see cref="LeakTracker"/>.</summary>
    public static FindingKind Tracked(string kind) => new(kind, "not released", FindRules(kind), IsProcessWide: false);

    private static string[] FindRules(string kind) => kind switch
    {
        ResourceKinds.RegistryResource => ["LEAK1006", "LEAK1007"],
        ResourceKinds.DictionaryValue => ["LEAK1006", "LEAK1007"],
        _ => ["LEAK1001", "LEAK1002", "LEAK1007"],
    };
}
