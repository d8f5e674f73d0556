using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace LeakLint.Ownership;

/// <summary>One line of a <c>LeakLint.Ownership.txt</c>: <c>T:Contoso.Cable strong</c>, <c>M:Contoso.Pool.Rent(System.String) other</c>.</summary>
internal sealed class OwnershipRow
{
    private static readonly Regex Arity = new("`+[0-9]+", RegexOptions.CultureInvariant);

    private readonly List<(string Parameter, string Word)> _parameters = [];
    private Contract _contract = new();

    private OwnershipRow(string name) => Name = name;

    /// <summary>The id without its prefix and numbers of type parameters; empty for a line that is empty.</summary>
    public string Name { get; }

    /// <summary>For a type: how strongly it is a resource.</summary>
    public ResourceTier? Tier { get; private set; }

    /// <summary>For a type: whether derived types are not meant.</summary>
    public bool IsExact { get; private set; }

    /// <summary>Null when the line makes no sense.</summary>
    public static OwnershipRow? TryParse(string line)
    {
        var row = new OwnershipRow("");
        foreach (var words in TableText.Lines(line))
        {
            if (words.Length < 2 || words[0].Length < 3 || words[0][1] != ':')
                return null;
            row = new(Arity.Replace(words[0].Substring(2), ""));
            var understood = words[0][0] switch { 'T' => row.ReadType(words), 'M' => row.ReadMethod(words), _ => false };
            if (!understood)
                return null;
        }

        return row;
    }

    /// <summary>The parameter list as documentation ids write it, without numbers of type parameters; empty when there are none.</summary>
    public static string ParametersOf(IMethodSymbol method)
    {
        var id = method.OriginalDefinition.GetDocumentationCommentId() ?? "";
        var list = id.IndexOf('(');
        return list < 0 ? "" : Arity.Replace(id.Substring(list), "");
    }

    /// <summary>The contract for a method that the row is about: rows name parameters, contracts number them.</summary>
    public Contract ContractFor(IMethodSymbol method)
    {
        if (_parameters.Count == 0)
            return _contract;
        var arguments = new Transfer[method.Parameters.Length];
        var fresh = 0ul;
        foreach (var parameter in method.Parameters)
        {
            arguments[parameter.Ordinal] = _contract.Argument;
            foreach (var (name, word) in _parameters)
            {
                if (name != parameter.Name)
                    continue;
                if (word == "fresh")
                    fresh |= 1ul << parameter.Ordinal;
                else
                    arguments[parameter.Ordinal] = TransferOf(word);
            }
        }

        return _contract with { Arguments = arguments, FreshOut = fresh };
    }

    private static Transfer TransferOf(string word) => word switch
    {
        "takes" => Transfer.TakesOver,
        "releases" => Transfer.Releases,
        _ => Transfer.Borrows,
    };

    private bool ReadType(string[] words)
    {
        Tier = words[1] switch
        {
            "strong" => ResourceTier.Strong,
            "normal" => ResourceTier.Normal,
            "weak" => ResourceTier.Weak,
            "none" => ResourceTier.None,
            _ => null,
        };
        IsExact = words.Length == 3 && words[2] == "exact";
        return Tier is not null && (words.Length == 2 || IsExact);
    }

    private bool ReadMethod(string[] words)
    {
        for (var i = 1; i < words.Length; i++)
        {
            var equals = words[i].IndexOf('=');
            if (equals < 0 ? !ContractTable.TryAdd(words[i], ref _contract) : !ReadParameter(words[i].Substring(0, equals), words[i].Substring(equals + 1)))
                return false;
        }

        return Name.IndexOf('.') > 0;
    }

    private bool ReadParameter(string parameter, string word)
    {
        _parameters.Add((parameter, word));
        return parameter.Length > 0 && word is "borrows" or "takes" or "releases" or "fresh";
    }
}
