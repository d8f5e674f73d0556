namespace LeakLint.Descriptors;

/// <summary>
/// What a diagnostic tells its code fix, as properties. A fix never analyses again: it reads these hints, the diagnostic's
/// locations and the syntax.
/// </summary>
/// <remarks>
/// Locations: the diagnostic is at the acquisition (for LEAK1004 the overwriting assignment, for LEAK1006 and LEAK1007 the field, for LEAK1010 the release).
/// The first additional locations are the exits that are reached unreleased (for LEAK1007 the members that forget the field), as many as <see cref="Exits"/> says; the others are the
/// releases on other paths.
/// </remarks>
public static class FixHints
{
    /// <summary>Which repair fits: one of <see cref="Repairs"/>. Absent when no repair is safe.</summary>
    public const string Repair = "leaklint.repair";

    /// <summary>The local or field that holds the resource, as it is written in code; absent for a discarded resource.</summary>
    public const string Holder = "leaklint.holder";

    /// <summary>How to release: one of <see cref="Releases"/>.</summary>
    public const string Release = "leaklint.release";

    /// <summary>The call that gives a lease back, where <see cref="Release"/> is <see cref="Releases.Call"/>: <c>_gate.Release()</c>.</summary>
    public const string ReleaseCall = "leaklint.releaseCall";

    /// <summary>A good name for a new local that holds the resource.</summary>
    public const string SuggestedName = "leaklint.name";

    /// <summary>What to go through where each element is to be released: <c>_sessions.Values</c>. The holder is then a name for an element.</summary>
    public const string Each = "leaklint.each";

    /// <summary>A condition that must hold for the release: <c>_client.IsValueCreated</c>.</summary>
    public const string OnlyIf = "leaklint.onlyIf";

    /// <summary>How many of the additional locations, from the first on, are exits; 1 when absent.</summary>
    public const string Exits = "leaklint.exits";

    /// <summary>"true" when the resource may be null where it is released, so that the release needs "?." or a null test.</summary>
    public const string Nullable = "leaklint.nullable";

    /// <summary>"true" when the enclosing function must become async for the repair (its returned tasks are then awaited).</summary>
    public const string MakeAsync = "leaklint.makeAsync";

    /// <summary>The fields of the type, the holder among them, that a Dispose which is written for the first of them releases as well, with commas between; a "?" follows each that may be null.</summary>
    public const string Siblings = "leaklint.siblings";

    /// <summary>How the token is called at each of the exits, in their order, with commas between.</summary>
    public const string Tokens = "leaklint.tokens";

    /// <summary>"true" when the task at the diagnostic is dropped, so that the code should say that this is meant.</summary>
    public const string Dropped = "leaklint.dropped";
}

/// <summary>The values of <see cref="FixHints.Repair"/>: what is written, in one word.</summary>
public static class Repairs
{
    /// <summary>The local declaration at the diagnostic becomes a using declaration; plain releases at the other locations go.</summary>
    public const string Using = "using";

    /// <summary>What the local at the diagnostic is given where there was nothing to take gets a using declaration of its own.</summary>
    public const string UsingOwn = "using-own";

    /// <summary>What follows the statement that acquires the resource into a local goes into a using block on that local.</summary>
    public const string UsingBlock = "using-block";

    /// <summary>The expression statement at the diagnostic becomes a using declaration with a new local.</summary>
    public const string Keep = "keep";

    /// <summary>The timer at the diagnostic goes into a field of its type, which the release member stops.</summary>
    public const string KeepInField = "keep-in-field";

    /// <summary>The guard at the first additional location is turned round, so that the first call gets to the release.</summary>
    public const string TurnGuard = "turn-guard";

    /// <summary>The field at the diagnostic becomes static: all objects share one client.</summary>
    public const string Share = "share";

    /// <summary>The expression at the diagnostic moves into a using declaration of its own before its statement.</summary>
    public const string Hoist = "hoist";

    /// <summary>A release is written before each exit.</summary>
    public const string ReleaseBeforeExit = "release-before-exit";

    /// <summary>The branch that hands the resource over gets an else, which releases it.</summary>
    public const string ReleaseOtherwise = "release-otherwise";

    /// <summary>What follows the acquisition goes into try, and its release (and the plain releases in it) into finally.</summary>
    public const string TryFinally = "try-finally";

    /// <summary>The statements up to the last exit go into try, and the release into a catch that throws on.</summary>
    public const string TryCatch = "try-catch";

    /// <summary>The previous value is released before the assignment at the diagnostic.</summary>
    public const string ReleasePrevious = "release-previous";

    /// <summary>The release at the diagnostic is awaited.</summary>
    public const string Await = "await";

    /// <summary>The using or the Dispose call at the diagnostic becomes an await using, or an awaited DisposeAsync.</summary>
    public const string ReleaseAsync = "release-async";

    /// <summary>The process in <see cref="FixHints.Holder"/> is killed with its descendants and awaited where it is released.</summary>
    public const string KillAndWait = "kill-and-wait";

    /// <summary>The field in <see cref="FixHints.Holder"/> is released in the members at the exits, beside its siblings.</summary>
    public const string ReleaseField = "release-field";

    /// <summary>The entry that the call at the diagnostic removes is released, or all before they are cleared.</summary>
    public const string ReleaseRemoved = "release-removed";

    /// <summary>The override at the diagnostic calls what it overrides.</summary>
    public const string CallBase = "call-base";

    /// <summary>After the subscription at the diagnostic, SIGTERM is made to exit the program, which raises the event.</summary>
    public const string ExitOnSigterm = "exit-on-sigterm";

    /// <summary>After the subscription at the diagnostic, SIGTERM is made to do what its handler does.</summary>
    public const string RepeatOnSigterm = "repeat-on-sigterm";

    /// <summary>What the static field in <see cref="FixHints.Holder"/> holds is ended when the host stops.</summary>
    public const string EndWithHost = "end-with-host";

    /// <summary>What the static field in <see cref="FixHints.Holder"/> holds is ended when the program exits, or gets SIGTERM.</summary>
    public const string EndWithProgram = "end-with-program";

    /// <summary>Beside the registration at the diagnostic, the call in <see cref="FixHints.Release"/> is registered for the stop of the host.</summary>
    public const string StopWithHost = "stop-with-host";

    /// <summary>The type gets a member that releases the field in <see cref="FixHints.Holder"/>, or overrides the one of its base.</summary>
    public const string ImplementDispose = "implement-dispose";

    /// <summary>The type gets a Dispose or DisposeAsync that makes the call in <see cref="FixHints.ReleaseCall"/>.</summary>
    public const string ReleaseByMember = "release-by-member";

    /// <summary>
    /// The tokens in <see cref="FixHints.Tokens"/> are written at the exits: as a condition, an argument, or, at the name of a method, a parameter.
    /// </summary>
    public const string PassToken = "pass-token";

    /// <summary>The host waits for the asynchronous callback at the diagnostic, by LeakLint.Guard.</summary>
    public const string RegisterWithCoordinator = "register-with-coordinator";

    /// <summary>The work at the diagnostic, which a StartAsync starts, ends by a token of the service, which its StopAsync cancels.</summary>
    public const string StopOwnWork = "stop-own-work";

    /// <summary>The asynchronous callback at the diagnostic is waited for before it returns.</summary>
    public const string WaitInCallback = "wait-in-callback";

    /// <summary>The handler at the diagnostic becomes the one in <see cref="FixHints.Holder"/>.</summary>
    public const string NameHandler = "name-handler";

    /// <summary>The operator at the diagnostic becomes <c>-=</c>.</summary>
    public const string Unsubscribe = "unsubscribe";

    /// <summary>The subscription at the diagnostic is removed in the member that releases its object; a registration is kept in a field for that.</summary>
    public const string ReleaseSubscription = "release-subscription";

    /// <summary>The object at the diagnostic is made by a factory, so that the container owns it.</summary>
    public const string Factory = "factory";

    /// <summary>The service that the call at the diagnostic resolves comes from a scope of its own.</summary>
    public const string OpenScope = "open-scope";

    /// <summary>The program ends at the diagnostic by returning from its entry point.</summary>
    public const string ReturnFromMain = "return-from-main";

    /// <summary>The locals in <see cref="FixHints.Holder"/>, with commas between, are released before the call at the diagnostic ends the process.</summary>
    public const string ReleaseBeforeEnd = "release-before-end";

    /// <summary>The lambda at the exit is stored under the name in <see cref="FixHints.SuggestedName"/>, and that is added and removed.</summary>
    public const string StoreHandler = "store-handler";

    /// <summary>The lambda at the diagnostic is stored under the name in <see cref="FixHints.SuggestedName"/>, and taken back in a finally.</summary>
    public const string UnsubscribeFinally = "unsubscribe-finally";

    /// <summary>The task at the diagnostic, which is dropped or returned, is awaited.</summary>
    public const string AwaitTask = "await-task";

    /// <summary>The tasks in the local in <see cref="FixHints.Holder"/> are awaited together, behind the last that goes there.</summary>
    public const string AwaitAll = "await-all";

    /// <summary>The dropped task at the diagnostic is given to a tracker of background work, or else awaited.</summary>
    public const string ObserveTask = "observe-task";

    /// <summary>The dropped task at the diagnostic, which may run for long, is given to a tracker of background work.</summary>
    public const string TrackTask = "track-task";

    /// <summary>The function at the diagnostic returns a task, and its callers await it.</summary>
    public const string ReturnTask = "return-task";

    /// <summary>The loop at the first additional location ends when a token is cancelled; a type without one gets a source of its own.</summary>
    public const string EndLoop = "end-loop";

    /// <summary>The channel in <see cref="FixHints.Holder"/> is completed by the member that ends its object.</summary>
    public const string CompleteChannel = "complete-channel";

    /// <summary>The race with a delay at the diagnostic becomes a wait with a time-out.</summary>
    public const string WaitWithTimeout = "wait-with-timeout";

    /// <summary>The dictionary at the diagnostic becomes a BoundedDictionary of LeakLint.Guard.</summary>
    public const string BoundDictionary = "bound-dictionary";

    /// <summary>The list or queue at the diagnostic keeps its latest elements only.</summary>
    public const string BoundHistory = "bound-history";

    /// <summary>The removals at the additional locations ask for the key in <see cref="FixHints.Holder"/>.</summary>
    public const string RemoveSameKey = "remove-same-key";

    /// <summary>The member in <see cref="FixHints.Holder"/> is called by a timer that the type owns.</summary>
    public const string CallRegularly = "call-regularly";

    /// <summary>What follows the addition at the diagnostic goes into try, and the removal of the entry into finally; the removals that exist are the releases on other paths.</summary>
    public const string RemoveFinally = "remove-finally";

    /// <summary>The cache entry at the diagnostic gets an expiration.</summary>
    public const string ExpireEntry = "expire-entry";

    /// <summary>The queue that the diagnostic creates gets a capacity.</summary>
    public const string BoundQueue = "bound-queue";

    /// <summary>The task of a task at the diagnostic becomes the inner task.</summary>
    public const string Unwrap = "unwrap";

    /// <summary>The execution context does not flow into what the statement at the diagnostic starts.</summary>
    public const string SuppressFlow = "suppress-flow";
}

/// <summary>The values of <see cref="FixHints.Release"/>.</summary>
public static class Releases
{
    /// <summary><c>x.Dispose()</c>, or a using.</summary>
    public const string Dispose = "Dispose";

    /// <summary><c>await x.DisposeAsync()</c>, or an await using.</summary>
    public const string DisposeAsync = "DisposeAsync";

    /// <summary><c>await x.DisposeAsync()</c> where the function can wait, <c>x.Dispose()</c> where it cannot.</summary>
    public const string Either = "Either";

    /// <summary><c>x.Close()</c>, where Dispose can only be called through its interface.</summary>
    public const string Close = "Close";

    /// <summary><c>x.Stop()</c>: a timer that is started again later.</summary>
    public const string Stop = "Stop";

    /// <summary><c>x.Change(…)</c> to never: a timer without Stop that is started again later.</summary>
    public const string ChangeToNever = "ChangeToNever";

    /// <summary>A process: <c>x.Kill(entireProcessTree: true)</c>, then <c>x.Dispose()</c>.</summary>
    public const string KillAndDispose = "KillAndDispose";

    /// <summary>The call in <see cref="FixHints.ReleaseCall"/>.</summary>
    public const string Call = "Call";
}
