using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Threading;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.Ownership;

/// <summary>
/// What a user says, in additional files named <c>LeakLint.Ownership.txt</c>, about types and methods that cannot be annotated.
/// A row: a documentation id and words, as in <see cref="ResourceTable"/> for types and <see cref="ContractTable"/> for methods.
/// </summary>
internal sealed class OwnershipFile
{
    private readonly Dictionary<string, (ResourceTier Tier, bool Exact)> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OwnershipRow> _methods = new(StringComparer.Ordinal);

    private OwnershipFile()
    {
    }

    /// <summary>Null when there is no such file.</summary>
    public static OwnershipFile? TryRead(ImmutableArray<AdditionalText> files, CancellationToken cancel)
    {
        OwnershipFile? read = null;
        foreach (var file in files)
        {
            if (Is(file) && file.GetText(cancel) is { } text)
            {
                foreach (var line in text.Lines)
                    (read ??= new()).Add(OwnershipRow.TryParse(line.ToString()));
            }
        }

        return read;
    }

    public static bool Is(AdditionalText file) => string.Equals(Path.GetFileName(file.Path), "LeakLint.Ownership.txt", StringComparison.OrdinalIgnoreCase);

    /// <summary>The lines that cannot be read.</summary>
    public static IEnumerable<TextLine> FindMistakes(SourceText text)
    {
        foreach (var line in text.Lines)
        {
            if (OwnershipRow.TryParse(line.ToString()) is null)
                yield return line;
        }
    }

    public (ResourceTier Tier, bool Exact)? Find(ITypeSymbol type) => _types.Count > 0 && _types.TryGetValue(type.FullName(), out var row) ? row : null;

    /// <summary>What is said of a method as a member of one of the types that declare it: first of this overload, then of its name, then of all methods of the type.</summary>
    public Contract? Find(ITypeSymbol type, IMethodSymbol method)
    {
        var isConstructor = method.MethodKind == MethodKind.Constructor;
        var isOwn = SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, method.ContainingType?.OriginalDefinition);
        if (_methods.Count == 0 || (isConstructor && !isOwn))
            return null;
        var declarer = type.FullName();
        var name = declarer + "." + (isConstructor ? "#ctor" : method.SimpleName());
        if (_methods.TryGetValue(name + OwnershipRow.ParametersOf(method), out var row) || _methods.TryGetValue(name, out row))
            return row.ContractFor(method);
        return isOwn && !isConstructor && _methods.TryGetValue(declarer + ".*", out row) ? row.ContractFor(method) : null;
    }

    private void Add(OwnershipRow? row)
    {
        if (row is { Tier: { } tier })
            _types[row.Name] = (tier, row.IsExact);
        else if (row is { Name.Length: > 0 })
            _methods[row.Name] = row;
    }
}
