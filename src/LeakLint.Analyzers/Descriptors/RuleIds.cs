namespace LeakLint.Descriptors;

/// <summary>The ids of all rules. An id is never reused, also not after its rule is gone.</summary>
public static class RuleIds
{
    public const string ResourceNeverReleased = "LEAK1001";
    public const string ResourceReleasedOnSomePaths = "LEAK1002";
    public const string ResourceLostOnException = "LEAK1003";
    public const string ResourceOverwritten = "LEAK1004";
    public const string ResourceDiscarded = "LEAK1005";
    public const string OwnerNotDisposable = "LEAK1006";
    public const string OwnedFieldNotReleased = "LEAK1007";
    public const string AsyncDisposableReleasedSynchronously = "LEAK1008";
    public const string ProcessOutlivesOwner = "LEAK1009";
    public const string ReleaseNotAwaited = "LEAK1010";
    public const string RemovedValueNotReleased = "LEAK1011";
    public const string OwningCollectionNotReleased = "LEAK1012";
    public const string LeaseNotReturned = "LEAK1013";
    public const string CollectionOnlyGrows = "LEAK2001";
    public const string EvictionNeverCalled = "LEAK2002";
    public const string EntryLeftBehindOnFailure = "LEAK2003";
    public const string IndexesDriftApart = "LEAK2004";
    public const string CacheWithoutBound = "LEAK2005";
    public const string UnboundedQueue = "LEAK2006";
    public const string UnboundedRead = "LEAK2007";
    public const string TimerNeverStopped = "LEAK3001";
    public const string TimerDropped = "LEAK3002";
    public const string TimerSurvivesStop = "LEAK3003";
    public const string TimerCapturesContext = "LEAK3004";
    public const string NoShutdownHook = "LEAK4001";
    public const string CleanupMissedOnSigterm = "LEAK4002";
    public const string StopLeavesResource = "LEAK4003";
    public const string LoopIgnoresStoppingToken = "LEAK4004";
    public const string InstanceNotOwnedByContainer = "LEAK4005";
    public const string TransientResolvedFromRoot = "LEAK4006";
    public const string SubscriptionNeverRemoved = "LEAK4007";
    public const string AsyncShutdownCallback = "LEAK4008";
    public const string ExitSkipsRelease = "LEAK4009";
    public const string UnsubscribeHasNoEffect = "LEAK4010";
    public const string UnobservedTask = "LEAK5001";
    public const string EndlessTaskWithoutToken = "LEAK5002";
    public const string AsyncVoid = "LEAK5003";
    public const string TaskOutlivesResource = "LEAK5004";
    public const string AbandonedTimeoutRace = "LEAK5005";
    public const string NestedTaskDropped = "LEAK5006";
}
