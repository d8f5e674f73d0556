using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace LeakLint.CodeFixes;

/// <summary>Finds an object of LeakLint.Guard that code can use where it stands.</summary>
internal static class AtHand
{
    /// <summary>The names of the locals, parameters, fields and properties of a type, the nearest first.</summary>
    public static IEnumerable<string> Find(RepairContext context, INamedTypeSymbol type) =>
        context.Model.LookupSymbols(context.Node.SpanStart)
            .Where(symbol => SymbolEqualityComparer.Default.Equals(TypeOf(symbol), type))
            .OrderBy(symbol => symbol is ILocalSymbol or IParameterSymbol ? 0 : 1)
            .Select(symbol => symbol.Name);

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };
}
