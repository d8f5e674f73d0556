using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Testing.Probes;

namespace LeakLint.Guard.Testing;

/// <summary>
/// Compares what there is with what there was when the check began. See <see cref="LeakAssert.Begin"/>.
/// </summary>
/// <remarks>
/// What was created in the asynchronous flow of the test is known to be the test's own. Everything else is seen for the whole process:
/// it is reported unless another check runs at the same time, whose it may be.
/// </remarks>
public sealed class LeakCheck : IAsyncDisposable
{
    private readonly LeakAssertOptions _options;
    private readonly LeakScope _scope;
    private readonly CheckOverlap _overlap;
    private readonly IReadOnlyList<LeakProbe> _probes;
    private bool _isVerified;

    internal LeakCheck(LeakAssertOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Timeout, TimeSpan.Zero);
        _options = options;
        _probes = LeakProbe.CreateAll(options.Kinds);
        _scope = LeakScope.Begin("leak check", options.CaptureStacks);
        _overlap = CheckOverlap.Enter(_scope);
    }

    /// <summary>
    /// What the last verification found that may belong to another check, because both ran at the same time. Run tests that look at
    /// the whole process one after another.
    /// </summary>
    public IReadOnlyList<LeakReport> Inconclusive { get; private set; } = [];

    /// <summary>Asserts that what began since the check began is gone, giving it time to go.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when nothing is left.</returns>
    /// <exception cref="LeakAssertionException">Something was left behind.</exception>
    public async ValueTask VerifyAsync(CancellationToken cancellationToken = default)
    {
        _isVerified = true;
        Patience patience = new(_options.Timeout);
        IReadOnlyList<Finding> findings;
        do
        {
            findings = Find();
        }
        while (findings.Count > 0 && await patience.PauseAsync(cancellationToken).ConfigureAwait(false));

        var (doubtful, certain) = Split(findings);
        Inconclusive = doubtful.Select(static finding => finding.ToReport()).ToArray();
        if (certain.Count > 0)
            throw new LeakAssertionException(LeakMessage.Of(certain, doubtful), certain.Select(static f => f.ToReport()).ToArray());
    }

    /// <summary>Verifies, unless it was verified already, and ends the check.</summary>
    /// <remarks>
    /// An exception from the block of <c>await using</c> is lost when something was left behind too: <see cref="LeakAssert.NoLeaksAsync"/>
    /// keeps it.
    /// </remarks>
    /// <returns>A task that ends when nothing is left.</returns>
    /// <exception cref="LeakAssertionException">Something was left behind.</exception>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_isVerified)
                await VerifyAsync().ConfigureAwait(false);
        }
        finally
        {
            End();
        }
    }

    /// <summary>Something else went wrong, which is to be seen instead of what it left behind.</summary>
    internal void Forgive() => _isVerified = true;

    private void End()
    {
        _scope.Dispose();
        _overlap.Dispose();
        foreach (var probe in _probes)
            probe.Dispose();
    }

    private IReadOnlyList<Finding> Find()
        => _probes.SelectMany(static probe => probe.Find())
            .Where(finding => !_options.Ignore.Any(finding.IsNamed) && (finding.Resource is not { } resource || !_overlap.IsOthers(resource)))
            .ToArray();

    private (IReadOnlyList<Finding> Doubtful, IReadOnlyList<Finding> Certain) Split(IReadOnlyList<Finding> findings)
    {
        if (!_overlap.HasOthers || _options.FailWhenInconclusive)
            return ([], findings);
        var byCertainty = findings.ToLookup(finding => finding.Resource is { } resource && resource.IsIn(_scope));
        return (byCertainty[false].ToArray(), byCertainty[true].ToArray());
    }
}
