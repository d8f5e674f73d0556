using System.Collections;
using System.Collections.Generic;

namespace LeakLint.CodeFixes;

/// <summary>The repairs of a family of rules, by the word in a diagnostic that chooses among them.</summary>
internal sealed class RepairTable : IEnumerable<KeyValuePair<string, Repair>>
{
    private readonly Dictionary<string, Repair> _repairs = [];

    public void Add(string hint, Repair repair) => _repairs.Add(hint, repair);

    /// <summary>Null when the diagnostic names no repair, or one of another family.</summary>
    public Repair? Find(string? hint) => hint is not null && _repairs.TryGetValue(hint, out var repair) ? repair : null;

    public IEnumerator<KeyValuePair<string, Repair>> GetEnumerator() => _repairs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
