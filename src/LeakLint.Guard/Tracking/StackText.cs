using System;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace LeakLint.Guard.Tracking;

/// <summary>Stacks as people read them.</summary>
internal static class StackText
{
    private static readonly string? _own = typeof(StackText).Assembly.FullName;

    /// <summary>The stack without the calls inside of this library that lead to the tracking.</summary>
    public static string Of(StackTrace stack)
    {
        var foreign = stack.GetFrames().SkipWhile(static frame => FindAssembly(frame) == _own).ToArray();
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
