using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace LeakLint.Guard.Testing.Probes;

/// <summary>
/// Asynchronous methods that were begun and have not ended. The runtime tells their names to whoever listens. The methods that are on
/// the stack when the check begins are its callers: they wait for the check, not the other way round.
/// </summary>
internal sealed partial class AsyncOperationProbe : LeakProbe
{
    private const string Prefix = "Async: "; // other operations, such as delays, are waited for by one of these

    // What waits while it looks is not what it looks for.
    private static readonly string[] _own =
        [StateMachineOf(nameof(LeakCheck.VerifyAsync)), StateMachineOf(nameof(LeakCheck.DisposeAsync))];

    private readonly Listener _listener = new();
    private readonly string _callers = new StackTrace().ToString();

    public override IEnumerable<Finding> Find()
        => from name in _listener.Running
           where name.StartsWith(Prefix, StringComparison.Ordinal) && !IsCaller(name[Prefix.Length..])
           select new Finding(FindingKinds.AsyncOperation, name[Prefix.Length..]);

    public override void Dispose() => _listener.Dispose();

    // Named is the state machine: <LoadAsync>d__4 for a method, <<LoadAsync>b__0>d for a function inside of it.
    // The stack names the method, or the state machine where it does not know better.
    private bool IsCaller(string stateMachine)
    {
        if (_own.Contains(stateMachine) || IsOnStack($".{stateMachine}.MoveNext("))
            return true;
        var match = StateMachine().Match(stateMachine);
        return match.Success && (IsOnStack($".{match.Groups[1].Value}(") || IsOnStack($".{match.Groups[1].Value}["));
    }

    private bool IsOnStack(string call) => _callers.Contains(call, StringComparison.Ordinal);

    private static string StateMachineOf(string method)
        => typeof(LeakCheck).GetMethod(method)?.GetCustomAttribute<AsyncStateMachineAttribute>()?.StateMachineType.Name ?? "";

    [GeneratedRegex(@"^<(.+)>d(?:__\d+)?(?:`\d+)?$")]
    private static partial Regex StateMachine();

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
