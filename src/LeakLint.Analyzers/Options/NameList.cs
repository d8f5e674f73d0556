using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace LeakLint.Options;

/// <summary>
/// Names of types, members and namespaces, divided by "|" or ",": simple names, full names, or documentation ids, where "*" at the end
/// stands for any rest. Two lists are equal when their texts are.
/// </summary>
internal sealed class NameList : IEquatable<NameList>
{
    private static readonly char[] Dividers = ['|', ','];

    private readonly string _text;
    private readonly List<string> _simple = [];
    private readonly List<string> _full = [];

    private NameList(string text)
    {
        _text = text;
        // Parameter lists of documentation ids hold commas: there "|" alone divides.
        foreach (var part in text.Split(text.IndexOf('(') < 0 ? Dividers : ['|'], StringSplitOptions.RemoveEmptyEntries))
        {
            var name = part.Trim();
            if (name.Length > 2 && name[1] == ':')
                _full.Add(name.Substring(2));
            else if (name.Length > 0)
                (name.IndexOf('.') > 0 ? _full : _simple).Add(name);
        }
    }

    public static NameList Empty { get; } = new("");

    public bool IsEmpty => _simple.Count == 0 && _full.Count == 0;

    public static NameList Parse(string? text) => text is null ? Empty : new(text);

    public bool Contains(ISymbol symbol)
    {
        foreach (var name in _simple)
        {
            if (Matches(symbol.Name, name))
                return true;
        }

        return _full.Count > 0 && symbol.OriginalDefinition.GetDocumentationCommentId() is { Length: > 2 } id && ContainsId(id.Substring(2));
    }

    public bool Equals(NameList? other) => other is not null && other._text == _text;

    public override bool Equals(object? other) => Equals(other as NameList);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    // Also without the parameters, and without the number of type parameters.
    private bool ContainsId(string id)
    {
        var parameters = id.IndexOf('(');
        var bare = parameters < 0 ? id : id.Substring(0, parameters);
        var arity = bare.IndexOf('`');
        foreach (var name in _full)
        {
            if (Matches(id, name) || Matches(bare, name) || (arity > 0 && Matches(bare.Substring(0, arity), name)))
                return true;
        }

        return false;
    }

    private static bool Matches(string name, string pattern) =>
        pattern[pattern.Length - 1] == '*'
            ? name.StartsWith(pattern.Substring(0, pattern.Length - 1), StringComparison.Ordinal)
            : name == pattern;

    /// <summary>Whether the type, one of its base types, or an interface of it is in the list.</summary>
    public bool Cover(ITypeSymbol type)
    {
        if (IsEmpty)
            return false;
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (Contains(ancestor))
                return true;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if (Contains(implemented))
                return true;
        }

        return false;
    }
}
