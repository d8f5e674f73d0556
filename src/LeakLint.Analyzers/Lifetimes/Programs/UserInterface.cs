using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Lifetimes;

/// <summary>
/// Tells code of a user interface: what fails there is seen by the user, who tries again, or by the handler that each framework has for it; and nobody waits for a view.
/// </summary>
internal static class UserInterface
{
    private static readonly string[] _endings = ["ViewModel", "ViewModelBase", "View", "Window", "Dialog", "UserControl", "CommandPalette"];

    private static readonly string[] _bases =
    [
        "Control", "UserControl", "ContentControl", "TemplatedControl", "FrameworkElement", "UIElement", "DependencyObject", "AvaloniaObject", "BindableObject", "Visual", "Page", "ContentPage",
        "ContentView", "Window", "Form", "ContentDialog", "Application", "ObservableObject", "ObservableRecipient", "ReactiveObject", "BindableBase", "Screen", "PropertyChangedBase",
    ];

    private static readonly string[] _places = ["ViewModels", "Views", "ViewModel", "View"];

    private static readonly string[] _posting = ["Dispatcher", "UIThread", "UiThread", "MainThread", "BeginInvoke"];

    /// <summary>Whether objects of the type are a part of what the user sees: a view, a window, the model of one.</summary>
    public static bool Includes(INamedTypeSymbol? type)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (IsPart(outer))
                return true;
        }

        return false;
    }

    /// <summary>Whether the code goes on to the thread of the user interface.</summary>
    public static bool IsUpdatedBy(SyntaxNode code) =>
        code.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => Array.Exists(_posting, part => name.Identifier.ValueText.Contains(part)));

    private static bool IsPart(INamedTypeSymbol type)
    {
        if (Array.Exists(_endings, ending => type.Name.EndsWith(ending, StringComparison.Ordinal)) || Array.IndexOf(_places, type.ContainingNamespace?.Name ?? "") >= 0)
            return true;
        for (var ancestor = type.BaseType; ancestor is { SpecialType: SpecialType.None }; ancestor = ancestor.BaseType)
        {
            if (Array.IndexOf(_bases, ancestor.Name) >= 0)
                return true;
        }

        return type.AllInterfaces.Any(contract => contract.Name == "INotifyPropertyChanged");
    }
}
