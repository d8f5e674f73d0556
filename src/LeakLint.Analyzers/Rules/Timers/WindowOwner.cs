using System;
using LeakLint.Rules.Ownership;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Timers;

/// <summary>Tells who holds a timer of a user interface.</summary>
internal static class WindowOwner
{
    private static readonly string[] _views =
        ["UserControl", "Control", "ContentControl", "TemplatedControl", "FrameworkElement", "Page", "ContentPage", "ContentView", "Window", "Form", "ContentDialog"];

    /// <summary>Whether objects of the type end before the program does: it releases itself, or it is a view that is closed or taken away.</summary>
    public static bool ComesAndGoes(FieldFinding field)
    {
        var type = field.Owner.Type;
        if (field.Owner.IsProcessLong || IsMain(type.Name))
            return false;
        // A form can be disposed, as each component can; that it holds a timer says nothing new.
        return field.Owner.ReleaseMembers.Formal.Count > 0 || field.Owner.ReleaseMembers.Soft.Count > 0 || IsView(type) || type.Name.EndsWith("ViewModel", StringComparison.Ordinal);
    }

    /// <summary>Whether a framework shows and takes away what is of this type.</summary>
    public static bool IsView(INamedTypeSymbol type)
    {
        var isView = false;
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.Name == "Application")
                return false;
            isView |= Array.IndexOf(_views, ancestor.Name) >= 0;
        }

        return isView;
    }

    private static bool IsMain(string name) =>
        name is "App" or "Program" || name.StartsWith("Main", StringComparison.Ordinal) || name.StartsWith("Shell", StringComparison.Ordinal);
}
