namespace LeakLint.Guard;

/// <summary>The names by which the types of this library track what they own: in metrics, reports and failed assertions.</summary>
public static class ResourceKinds
{
    /// <summary>A resource in a <see cref="ResourceRegistry{TKey, TResource}"/>.</summary>
    public const string RegistryResource = "registry-resource";

    /// <summary>A value that a <see cref="BoundedDictionary{TKey, TValue}"/> evicted and has yet to dispose.</summary>
    public const string DictionaryValue = "dictionary-value";

    /// <summary>A running process of a <see cref="ChildProcessGroup"/>.</summary>
    public const string ChildProcess = "child-process";

    /// <summary>A piece of work of a <see cref="BackgroundTaskTracker"/>.</summary>
    public const string BackgroundTask = "background-task";
}
