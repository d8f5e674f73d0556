using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>Locals that stand for a collection in a field: <c>var sessions = _sessions;</c></summary>
internal static class LocalAlias
{
    /// <summary>The uses of the local that is declared as the collection and never stands for anything else; null when there is none.</summary>
    public static IReadOnlyList<IOperation>? Of(IOperation reference)
    {
        if (reference.Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local } declarator } || reference is ILocalReferenceOperation)
            return null;
        IOperation root = declarator;
        while (root.Parent is { } parent)
            root = parent;
        var uses = root.Descendants().OfType<ILocalReferenceOperation>().Where(use => SymbolEqualityComparer.Default.Equals(use.Local, local)).ToList();
        return uses.Exists(use => use.Parent is IAssignmentOperation assignment && assignment.Target == use) ? null : uses;
    }
}
