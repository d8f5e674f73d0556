using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Writes the registration of a signal.</summary>
internal static class Signals
{
    private const string Space = "System.Runtime.InteropServices";

    /// <summary>Whether the file registers SIGTERM already.</summary>
    public static bool HasSigterm(RepairContext context) => context.Root.DescendantTokens().Any(token => token.ValueText == "SIGTERM");

    /// <summary>Code that exits the program: 128 and the number of the signal is how a process says that it ended by one.</summary>
    public static string Exit(RepairContext context) => $"_ => {(IsImported(context, "Environment", "System") ? "" : "System.")}Environment.Exit(128 + 15)";

    /// <summary>The call that registers what SIGTERM does.</summary>
    public static string Registration(RepairContext context, SourceEdit edit, string action)
    {
        var space = Import(context, edit);
        return $"{space}PosixSignalRegistration.Create({space}PosixSignal.SIGTERM, {action})";
    }

    /// <summary>What must stand before the names of the namespace, which is imported where the file has usings.</summary>
    public static string Import(RepairContext context, SourceEdit edit) =>
        IsImported(context, "PosixSignal", Space) || UsingDirectives.TryImport(context.Root, context.Model, Space, context.Layout, edit) ? "" : Space + ".";

    private static bool IsImported(RepairContext context, string name, string space) =>
        context.Model.LookupNamespacesAndTypes(context.Node.SpanStart, name: name).Any(found => found.ContainingNamespace?.ToDisplayString() == space);
}
