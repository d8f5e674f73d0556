using System;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace LeakLint.Guard.Tracking;

/// <summary>Stacks as people read them.</summary>
internal static class StackText
{
    private static readonly string? _own = typeof(StackText).Assembly.FullName;
    private static readonly string? _core = typeof(object).Assembly.FullName;

    /// <summary>The stack without the calls inside of this library, and of what runs its asynchronous methods, that lead to the tracking.</summary>
    public static string Of(StackTrace stack)
    {
        var foreign = stack.GetFrames().SkipWhile(static frame => FindAssembly(frame) is { } name && (name == _own || name == _core)).ToArray();
        var shown = foreign.Length == 0 ? stack : new StackTrace(foreign);
        return shown.ToString().TrimEnd();
    }

#if NET9_0_OR_GREATER
    private static string? FindAssembly(StackFrame frame) => DiagnosticMethodInfo.Create(frame)?.DeclaringAssemblyName;
#else
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A method that was trimmed gives a longer stack, nothing worse.")]
    private static string? FindAssembly(StackFrame frame) => frame.GetMethod()?.DeclaringType?.Assembly.FullName;
#endif
}
