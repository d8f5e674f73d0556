using System.Collections.Generic;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Ownership;

/// <summary>Rows about types, by their full names without type arguments: <c>System.Threading.Tasks.Task</c>.</summary>
/// <remarks>Most types have no row, and most of those no namesake either: their simple name tells, and no other need be put together.</remarks>
internal sealed class TypeTable<TRow>
{
    private readonly Dictionary<string, TRow> _rows = [];
    private readonly HashSet<string> _simpleNames = [];

    public void Add(string type, TRow row)
    {
        _rows.Add(type, row);
        _simpleNames.Add(type.Substring(type.LastIndexOf('.') + 1));
    }

    public bool TryFind(string type, out TRow row) => _rows.TryGetValue(type, out row);

    public bool TryFind(ITypeSymbol type, out TRow row)
    {
        if (_simpleNames.Contains(type.Name))
            return _rows.TryGetValue(type.FullName(), out row);
        row = default!;
        return false;
    }
}
