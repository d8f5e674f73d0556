using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Linq;
using System.Text.RegularExpressions;

namespace LeakLint.Guard.Testing.Probes;

/// <summary>
/// Asynchronous methods that were begun and have not ended. The runtime tells their names to whoever listens. The methods that are on
/// the stack when the check begins are its callers: they wait for the check, not the other way round.
/// </summary>
internal sealed partial class AsyncOperationProbe : LeakProbe
{
    private readonly Listener _listener = new();
    private readonly HashSet<string> _callers;

    public AsyncOperationProbe() => _callers = FindCallers(new StackTrace().ToString());

    public override IEnumerable<Finding> Find()
        => from name in _listener.Running
           where !_callers.Contains(MethodOf(name))
           select new Finding(FindingKinds.AsyncOperation, name);

    public override void Dispose() => _listener.Dispose();

    private static HashSet<string> FindCallers(string stack)
        => [nameof(LeakCheck.VerifyAsync), nameof(LeakCheck.DisposeAsync), .. CalledMethod().Matches(stack).Select(static match => match.Groups[1].Value)];

    // A state machine is named after its method: <LoadAsync>d__4.
    private static string MethodOf(string name)
    {
        var match = StateMachineMethod().Match(name);
        return match.Success ? match.Groups[1].Value : name;
    }

    [GeneratedRegex(@"<(\w+)>d")]
    private static partial Regex StateMachineMethod();

    [GeneratedRegex(@"[.+<](\w+)>?(?:d__\d+(?:`\d+)?\.MoveNext)?(?:\[[^\]]*\])?\(")]
    private static partial Regex CalledMethod();

    private sealed class Listener : EventListener
    {
        private const string Source = "System.Threading.Tasks.TplEventSource";
        private const EventKeywords AsyncCausalityOperation = (EventKeywords)0x8;
        private const int OperationBegin = 14;
        private const int OperationEnd = 15;

        // The base constructor calls OnEventSourceCreated, before a field of this class would be set by a constructor of its own.
        private readonly ConcurrentDictionary<int, string> _running = new();

        public IReadOnlyList<string> Running => [.. _running.Values];

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == Source)
                EnableEvents(eventSource, EventLevel.Informational, AsyncCausalityOperation);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.Payload is not [int id, ..])
                return;
            if (eventData.EventId == OperationBegin && eventData.Payload is [_, string name, ..])
                _running[id] = name;
            else if (eventData.EventId == OperationEnd)
                _running.TryRemove(id, out _);
        }
    }
}
