using System.Collections.Generic;
using System.Linq;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Writes the members that make a type disposable, in the form that its base and its derived types ask for.</summary>
internal sealed class DisposeMembers(RepairContext context, INamedTypeSymbol type)
{
    /// <summary>The lines of the members, and the interface to add, if any.</summary>
    public sealed record Result(string? Interface, IReadOnlyList<string> Lines);

    private bool IsAsync => context.Finding.MakeAsync || context.Finding.Release == Releases.DisposeAsync;

    /// <summary>Null when the base leaves no place for it.</summary>
    public Result? Write()
    {
        if (FindInBase("Dispose", parameters: 1) is { } core && !IsAsync)
            return new(null, Override(core, $"{Access(core)} override void Dispose(bool disposing)", Block("if (disposing)", Release(false)), "base.Dispose(disposing);"));
        if (FindInBase("DisposeAsyncCore", parameters: 0) is { } asyncCore && IsAsync)
            return new(null, Override(asyncCore, $"{Access(asyncCore)} override async {Name("ValueTask", "System.Threading.Tasks")} DisposeAsyncCore()", Release(true), "await base.DisposeAsyncCore();"));
        if (IsAsync ? Implements("IAsyncDisposable") : Implements("IDisposable"))
        {
            if (FindInBase(IsAsync ? "DisposeAsync" : "Dispose", parameters: 0) is not { } whole)
                return null;
            var header = IsAsync ? $"public override async {Name("ValueTask", "System.Threading.Tasks")} DisposeAsync()" : "public override void Dispose()";
            return new(null, Override(whole, header, Release(IsAsync), IsAsync ? "await base.DisposeAsync();" : "base.Dispose();"));
        }

        // A second way to release, beside the one of the base, would have to do what that does.
        if (Implements("IDisposable") || Implements("IAsyncDisposable"))
            return null;
        return IsAsync ? ImplementAsync() : Implement();
    }

    private Result Implement()
    {
        var contract = Name("IDisposable", "System");
        if (!IsForInheritance)
            return new(contract, Block("public void Dispose()", Release(false)));
        return new(contract,
        [
            .. Block("public void Dispose()", ["Dispose(true);", Name("GC", "System") + ".SuppressFinalize(this);"]),
            "",
            .. Block("protected virtual void Dispose(bool disposing)", Block("if (disposing)", Release(false))),
        ]);
    }

    private Result ImplementAsync()
    {
        var (contract, task) = (Name("IAsyncDisposable", "System"), Name("ValueTask", "System.Threading.Tasks"));
        if (!IsForInheritance)
            return new(contract, Block($"public async {task} DisposeAsync()", Release(true)));
        return new(contract,
        [
            .. Block($"public async {task} DisposeAsync()", ["await DisposeAsyncCore();", Name("GC", "System") + ".SuppressFinalize(this);"]),
            "",
            .. Block($"protected virtual async {task} DisposeAsyncCore()", Release(true)),
        ]);
    }

    /// <summary>Whether others may derive from the type, so that they need a place for their own releases.</summary>
    private bool IsForInheritance
    {
        get
        {
            if (type.IsSealed)
                return false;
            if (type.IsAbstract)
                return true;
            for (var outer = type; outer is not null; outer = outer.ContainingType)
            {
                if (outer.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                    return false;
            }

            return true;
        }
    }

    private IReadOnlyList<string> Release(bool canWait) => FieldRelease.Lines(context, canWait);

    private IReadOnlyList<string> Override(IMethodSymbol overridden, string header, IReadOnlyList<string> release, string callBase) =>
        Block(header, overridden.IsAbstract ? release : release.Last() == "}" ? [.. release, "", callBase] : [.. release, callBase]);

    private IReadOnlyList<string> Block(string header, IReadOnlyList<string> lines) =>
        [.. context.Layout.WriteBlock(header, [.. lines]).Select(line => line.Trim().Length == 0 ? "" : line)];

    private IMethodSymbol? FindInBase(string name, int parameters)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            foreach (var method in ancestor.GetMembers(name).OfType<IMethodSymbol>())
            {
                if (method.Parameters.Length != parameters || (parameters == 1 && method.Parameters[0].Type.SpecialType != SpecialType.System_Boolean))
                    continue;
                return (method.IsVirtual || method.IsAbstract || method.IsOverride) && !method.IsSealed && method.DeclaredAccessibility != Accessibility.Private ? method : null;
            }
        }

        return null;
    }

    private string Access(IMethodSymbol overridden) => overridden.DeclaredAccessibility switch
    {
        Accessibility.Public => "public",
        Accessibility.Internal => "internal",
        Accessibility.ProtectedOrInternal when SymbolEqualityComparer.Default.Equals(overridden.ContainingAssembly, type.ContainingAssembly) => "protected internal",
        Accessibility.ProtectedAndInternal => "private protected",
        _ => "protected",
    };

    private bool Implements(string contract) => type.AllInterfaces.Any(implemented => implemented.Name == contract && implemented.ContainingNamespace.Name == "System");

    private string Name(string name, string space) => context.NameOf(name, space);
}
