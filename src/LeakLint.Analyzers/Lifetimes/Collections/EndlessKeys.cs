using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>Finds keys of which each request, session or user that ever comes brings another one.</summary>
internal static class EndlessKeys
{
    private const int MaxDepth = 3;

    private static readonly string[] _comeAndGo =
    [
        "session", "connection", "request", "message", "correlation", "conversation", "token", "nonce", "ticket", "email", "visitor", "user", "login", "transaction", "trace", "invocation",
        "order", "run", "chat", "player", "prompt",
    ];

    private static readonly string[] _marks = ["id", "key", "guid", "uuid", "hash"];

    /// <summary>Whether the key is made anew each time, or named after what comes and goes.</summary>
    public static bool Contain(IOperation key) => Contain(key, depth: 0);

    /// <summary>Whether the code around makes the key, another one each time.</summary>
    public static bool AreMade(IOperation key) => key.DescendantsAndSelf().Any(operation => IsMade(operation)
        || (operation is ILocalReferenceOperation local && OpenKeys.FindValue(local) is { } value && value.DescendantsAndSelf().Any(IsMade)));

    private static bool IsMade(IOperation operation) => operation is IIncrementOrDecrementOperation { Target: IMemberReferenceOperation }
        or IInvocationOperation { TargetMethod: { Name: "Increment", ContainingType.Name: "Interlocked" } or { Name: "NewGuid" or "CreateVersion7", ContainingType.Name: "Guid" } };

    private static bool Contain(IOperation key, int depth)
    {
        foreach (var operation in key.DescendantsAndSelf())
        {
            var endless = operation switch
            {
                IParameterReferenceOperation parameter => IsNamed(parameter.Parameter.Name, parameter.Type),
                ILocalReferenceOperation local => IsNamed(local.Local.Name, local.Type) || (depth < MaxDepth && OpenKeys.FindValue(local) is { } value && Contain(value, depth + 1)),
                IPropertyReferenceOperation property => IsNamed(property.Property.Name, property.Type),
                _ => IsMade(operation),
            };
            if (endless)
                return true;
        }

        return false;
    }

    private static bool IsNamed(string name, ITypeSymbol? type)
    {
        if (type is { Name: "HttpContext" or "HttpRequest" or "WebSocket" })
            return true;
        if (type?.SpecialType is not (SpecialType.System_String or SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt64) && type?.Name != "Guid")
            return false;
        var words = Words(name);
        var last = words.Count - 1;
        if (last > 0 && Array.IndexOf(_marks, words[last]) >= 0)
            last--;
        else if (last > 0 && words[last] == "name" && words[last - 1] is "user" or "player")
            last--;
        return last >= 0 && Array.IndexOf(_comeAndGo, words[last]) >= 0;
    }

    /// <summary>The words of a name in camel case, in small letters.</summary>
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            if (i < name.Length && name[i] != '_' && (!char.IsUpper(name[i]) || char.IsUpper(name[i - 1])))
                continue;
            var word = name.Substring(start, i - start).Trim('_');
            if (word.Length > 0)
                words.Add(word.ToLowerInvariant());
            start = i;
        }

        return words;
    }
}
