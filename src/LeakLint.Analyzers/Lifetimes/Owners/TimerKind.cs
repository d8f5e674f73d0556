using Microsoft.CodeAnalysis;

namespace LeakLint.Lifetimes;

/// <summary>The timers of .NET, by what keeps them going.</summary>
internal enum TimerKind
{
    None,

    /// <summary>Calls back, also when nobody started it, and stops when the collector gets it: <c>System.Threading.Timer</c>, <c>ITimer</c>.</summary>
    Callback,

    /// <summary>Raises an event once it was started, and is held by the clock until it is stopped: <c>System.Timers.Timer</c>.</summary>
    Component,

    /// <summary>Is waited for, tick by tick: <c>PeriodicTimer</c>.</summary>
    Loop,

    /// <summary>
    /// Ticks on the thread of a user interface once it was started, and is held by that thread until it is stopped: <c>DispatcherTimer</c> and the like. Most need no Dispose.
    /// </summary>
    Window,
}

/// <summary>Tells timers by their types.</summary>
internal static class TimerKinds
{
    public static TimerKind Of(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            var kind = type.Name switch
            {
                "Timer" when IsIn(type, "Threading") => TimerKind.Callback,
                "ITimer" when IsIn(type, "Threading") => TimerKind.Callback,
                "Timer" when IsIn(type, "Timers") => TimerKind.Component,
                "PeriodicTimer" when IsIn(type, "Threading") => TimerKind.Loop,
                _ when IsOfWindow(type) => TimerKind.Window,
                _ => TimerKind.None,
            };
            if (kind != TimerKind.None)
                return kind;
        }

        return TimerKind.None;
    }

    /// <summary>Whether the type itself is a timer of a user interface: few derive from one.</summary>
    public static bool IsOfWindow(ITypeSymbol type) => type.Name switch
    {
        "DispatcherTimer" or "DispatcherQueueTimer" or "IDispatcherTimer" => IsInUserInterface(type),
        "Timer" => type.ContainingNamespace is { Name: "Forms", ContainingNamespace.Name: "Windows" },
        _ => false,
    };

    /// <summary>By name: WPF, UWP, WinUI, Avalonia, MAUI and those that follow them each have their own.</summary>
    private static bool IsInUserInterface(ITypeSymbol type) => type.ContainingNamespace?.Name is "Threading" or "Xaml" or "Dispatching" or "System";

    private static bool IsIn(ITypeSymbol type, string space) =>
        type.ContainingNamespace is { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } nearest && nearest.Name == space;
}
