using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tracking;
using LeakLint.Guard.Unix;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeakLint.Guard;

/// <summary>
/// Owns child processes: bounds how many there are, stops them with everything they started, and sees to it that they do not
/// outlive this program, however it ends. What could really be obtained on this machine is told by <see cref="Protection"/>.
/// </summary>
/// <remarks>
/// <see cref="DisposeAsync"/> stops the processes gracefully; <see cref="Dispose"/> kills them at once. On Unix each process runs in a
/// session of its own: Ctrl+C in the terminal reaches this program only, which then decides; a child cannot read from the terminal.
/// All members may be called from any thread.
/// </remarks>
public sealed partial class ChildProcessGroup : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan _sweepLimit = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<int, ChildProcess> _children = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ChildProcessGroupOptions _options;
    private readonly OwnerMarker _marker;
    private readonly ProcessContainment _containment;
    private readonly SemaphoreSlim _slots;
    private readonly ScopeState? _scope = ScopeState.Ambient;
    private int _lastNumber;

    /// <summary>Creates a group, and on Unix starts its reaper, which takes some 15 milliseconds.</summary>
    /// <param name="options">Limits and promises; defaults where <see langword="null"/>.</param>
    /// <param name="timeProvider">The clock of the grace periods.</param>
    /// <param name="logger">Where the group tells what it had to do.</param>
    /// <exception cref="PlatformNotSupportedException">The required protection cannot be had here.</exception>
    public ChildProcessGroup(
        ChildProcessGroupOptions? options = null, TimeProvider? timeProvider = null, ILogger<ChildProcessGroup>? logger = null)
    {
        _options = options ?? new ChildProcessGroupOptions();
        _options.Validate();
        Clock = timeProvider ?? TimeProvider.System;
        Logger = logger ?? NullLogger<ChildProcessGroup>.Instance;
        _marker = new OwnerMarker(_options.Name);
        _slots = new SemaphoreSlim(_options.MaxProcesses, _options.MaxProcesses);
        _containment = ProcessContainment.Create(_marker, _options.UseReaper, Logger);
        ProcessLog.ProtectionObtained(Logger, _marker.Name, Protection, _containment.Shortfall);
        try
        {
            Require(Protection);
        }
        catch
        {
            _containment.Dispose();
            throw;
        }

        if (_options.KillOrphansAtStart)
            KillOrphans();
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>How many processes that this group started or adopted are alive. Their own children are not counted.</summary>
    public int Count => _children.Count;

    /// <summary>What would happen to the children if this program were killed now. It may sink if the reaper is killed time and again.</summary>
    public ParentExitProtection Protection => _containment.Protection;

    internal TimeProvider Clock { get; }

    internal ILogger Logger { get; }

    internal TimeSpan GracePeriod => _options.GracePeriod;

    /// <summary>Starts a process if there is a free place.</summary>
    /// <param name="startInfo">What to start. It is given back unchanged.</param>
    /// <returns>The process. Dispose it when it is not needed any more, also after it ended by itself.</returns>
    /// <exception cref="ChildProcessLimitException">As many processes as allowed are alive.</exception>
    /// <exception cref="ObjectDisposedException">The group is stopping or stopped.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public ChildProcess Start(ProcessStartInfo startInfo)
    {
        ArgumentNullException.ThrowIfNull(startInfo);
        TakeSlot();
        var child = StartInSlot(startInfo);
        ThrowIfStopping();
        return child;
    }

    /// <summary>Starts a process, waiting for a free place first.</summary>
    /// <param name="startInfo">What to start. It is given back unchanged.</param>
    /// <param name="cancellationToken">Ends the wait for a place.</param>
    /// <returns>The process.</returns>
    /// <exception cref="ObjectDisposedException">The group is stopping or stopped, or began to while this call waited.</exception>
    public async ValueTask<ChildProcess> StartAsync(ProcessStartInfo startInfo, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(startInfo);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        try
        {
            await _slots.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfStopping();
        }

        var child = StartInSlot(startInfo);
        ThrowIfStopping();
        return child;
    }

    /// <summary>
    /// Prepares a command that something else will start (a library with a hook for its start info), so that the process gets its own
    /// group and can be found. It takes no place until it is given to <see cref="Adopt"/>, but is stopped with the group all the same.
    /// </summary>
    /// <param name="startInfo">The command to change.</param>
    public void Prepare(ProcessStartInfo startInfo)
    {
        ArgumentNullException.ThrowIfNull(startInfo);
        ThrowIfStopping();
        Require(Protection);
        StartPlan.Apply(startInfo, _marker, Interlocked.Increment(ref _lastNumber), _containment.SessionStarter);
    }

    /// <summary>As <see cref="Prepare"/>, for a library that takes the command apart: for instance the options of an MCP stdio transport.</summary>
    /// <param name="fileName">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">The variables that the library adds to the inherited environment; the marker is put here.</param>
    /// <returns>The program and arguments to hand to the library instead.</returns>
    public (string FileName, IReadOnlyList<string> Arguments) WrapCommand(
        string fileName, IReadOnlyList<string> arguments, IDictionary<string, string?> environment)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(environment);
        var command = new ProcessStartInfo(fileName, arguments);
        if (environment.TryGetValue(OwnerMarker.Variable, out var inherited))
            command.Environment[OwnerMarker.Variable] = inherited;
        Prepare(command);
        environment[OwnerMarker.Variable] = command.Environment[OwnerMarker.Variable];
        return (command.FileName, command.ArgumentList.ToArray());
    }

    /// <summary>
    /// Takes a process into the group that someone else started. If it was not prepared, it can be protected less: see
    /// <see cref="ChildProcess.Protection"/>.
    /// </summary>
    /// <param name="process">The running process; the group owns it from now on.</param>
    /// <returns>The process as a member of the group.</returns>
    /// <exception cref="ChildProcessLimitException">As many processes as allowed are alive. The process was left alone.</exception>
    /// <exception cref="PlatformNotSupportedException">It cannot be protected as required. It was left alone.</exception>
    public ChildProcess Adopt(Process process)
    {
        ArgumentNullException.ThrowIfNull(process);
        TakeSlot();
        ContainedProcess? contained = null;
        ChildProcess child;
        try
        {
            var needle = AdoptedProcess.FindNeedle(process, _marker);
            contained = _containment.Attach(process, needle, ownSession: needle is not null && _containment.SessionStarter is not null);
            Require(contained.Protection);
            child = Own(process, contained, needle, AdoptedProcess.FindName(process));
        }
        catch
        {
            contained?.Dispose();
            _slots.Release();
            throw;
        }

        ThrowIfStopping();
        return child;
    }

    /// <summary>The group's live processes as the operating system shows them.</summary>
    /// <param name="includeDescendants">Whether to add what they started, as far as it can be found (Linux).</param>
    /// <returns>A list of this moment.</returns>
    public IReadOnlyList<ChildProcessInfo> GetProcesses(bool includeDescendants = false)
        => ProcessListing.Create(_children.Values, includeDescendants ? _marker.GroupNeedle : null);

    /// <summary>
    /// Processes that belonged to a group of this name in a program that is gone. Found on Linux only: elsewhere the list is empty.
    /// </summary>
    /// <returns>A list of this moment.</returns>
    public IReadOnlyList<ChildProcessInfo> FindOrphans()
        => MarkedProcesses.FindOrphans(_marker.Name).Select(stat => ProcessListing.Create(stat, isOrphan: true)).ToArray();

    /// <summary>Kills what <see cref="FindOrphans"/> finds, until nothing is found any more.</summary>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>How many processes were killed.</returns>
    public ValueTask<int> KillOrphansAsync(CancellationToken cancellationToken = default)
        => new(Task.Run(() => KillOrphans(cancellationToken), cancellationToken));

    // Whoever started it ought to end it; what nobody in particular started is found with the group.
    internal LeakTrackingHandle Track(ChildProcess child, string name)
        => ScopeState.Ambient is null
            ? LeakTracker.TrackOwned(child, ResourceKinds.ChildProcess, name, _scope)
            : LeakTracker.Track(child, ResourceKinds.ChildProcess, name);

    internal void OnExited(ChildProcess child, string reason)
    {
        if (!_children.TryRemove(child.Number, out _))
            return;
        ProcessMetrics.Terminated(_marker.Name, reason);
        _slots.Release();
    }

    private void TakeSlot()
    {
        ThrowIfStopping();
        if (!_slots.Wait(0))
            throw new ChildProcessLimitException(_options.MaxProcesses);
    }

    private ChildProcess StartInSlot(ProcessStartInfo startInfo)
    {
        Process? process = null;
        ContainedProcess? contained = null;
        try
        {
            Require(Protection);
            var number = Interlocked.Increment(ref _lastNumber);
            var needle = _marker.ChildNeedle(number);
            process = StartPlan.Start(startInfo, _marker, number, _containment.SessionStarter);
            contained = _containment.Attach(process, needle, ownSession: _containment.SessionStarter is not null);
            return Own(process, contained, needle, startInfo.FileName, number);
        }
        catch
        {
            if (contained is null)
                process?.Kill(entireProcessTree: true);
            else
                contained.Kill();
            contained?.Dispose();
            process?.Dispose();
            _slots.Release();
            throw;
        }
    }

    private ChildProcess Own(Process process, ContainedProcess contained, string? needle, string fileName, int? number = null)
    {
        var child = new ChildProcess(
            this, number ?? Interlocked.Increment(ref _lastNumber), process, contained, needle, fileName);
        _children[child.Number] = child;
        ProcessMetrics.Started(_marker.Name);
        child.Watch();
        // A stop that began meanwhile either saw the child among the others, or is seen here.
        if (_stopping.IsCancellationRequested)
            child.Dispose();
        return child;
    }

    private int KillOrphans(CancellationToken cancellationToken = default)
    {
        var killed = MarkedProcesses.KillOrphans(_marker.Name, _sweepLimit, cancellationToken);
        if (killed > 0)
            ProcessLog.OrphansKilled(Logger, _marker.Name, killed);
        return killed;
    }

    private void Require(ParentExitProtection obtained)
    {
        if (obtained < _options.RequiredProtection)
        {
            throw new PlatformNotSupportedException(
                $"Child processes need {_options.RequiredProtection} here, but only {obtained} can be had: {_containment.Shortfall}.");
        }
    }

    private void ThrowIfStopping() => ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
}
