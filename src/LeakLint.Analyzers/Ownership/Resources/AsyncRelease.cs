using System;
using System.Collections.Generic;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Ownership;

/// <summary>Tells whether releasing a value of a type asynchronously does more than releasing it synchronously.</summary>
/// <remarks>
/// A DisposeAsync of source is looked into. One of a library is believed to do more, because its authors need not have written it;
/// that of the BCL only where it is known.
/// </remarks>
internal static class AsyncRelease
{
    private const int MaxDepth = 3;

    // Dispose throws when one of the services can only be released asynchronously, or blocks until the host has stopped.
    private static readonly HashSet<string> More =
    [
        "Microsoft.Extensions.DependencyInjection.AsyncServiceScope",
        "Microsoft.Extensions.DependencyInjection.ServiceProvider",
        "Microsoft.AspNetCore.Builder.WebApplication",
    ];

    // What derives from these is flushed, rolled back or closed by Dispose as well.
    private static readonly HashSet<string> Same =
    [
        "System.IO.Stream", "System.IO.TextWriter", "System.IO.BinaryWriter", "System.Xml.XmlReader", "System.Xml.XmlWriter", "System.Text.Json.Utf8JsonWriter",
        "System.Data.Common.DbConnection", "System.Data.Common.DbCommand", "System.Data.Common.DbDataReader", "System.Data.Common.DbTransaction",
        "System.Data.Common.DbBatch", "System.Data.Common.DbDataSource", "System.Threading.Timer", "System.Threading.ITimer",
        "Microsoft.EntityFrameworkCore.DbContext", "Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction", "Newtonsoft.Json.JsonWriter", "Newtonsoft.Json.JsonReader",
        "YamlDotNet.Core.IEmitter", "CsvHelper.IWriter", "CsvHelper.CsvWriter", "Serilog.Core.Logger", "Serilog.ILogger",
    ];

    public static bool DoesMore(ITypeSymbol type) => DoesMore(type, MaxDepth);

    /// <param name="type">The type of what is released.</param>
    /// <param name="depth">How deep types that hold others are still looked into.</param>
    public static bool DoesMore(ITypeSymbol type, int depth)
    {
        if (depth == 0 || type is ITypeParameterSymbol)
            return false;
        if (type.TypeKind == TypeKind.Interface)
            return !type.HasSource() && IsKnownToDoMore(type);
        for (var ancestor = type; ancestor is { SpecialType: not SpecialType.System_Object }; ancestor = ancestor.BaseType)
        {
            if (!ancestor.HasSource())
                return IsAsyncDisposable(ancestor) && IsKnownToDoMore(ancestor);
            foreach (var member in ancestor.GetMembers())
            {
                if (member is IMethodSymbol method && IsAsyncRelease(method) && new AsyncReleaseBody(method, depth).DoesMore())
                    return true;
            }
        }

        return false;
    }

    public static bool IsAsyncRelease(IMethodSymbol method) =>
        method.Parameters.Length == 0 && method.SimpleName() is "DisposeAsync" or "DisposeAsyncCore";

    private static bool IsKnownToDoMore(ITypeSymbol type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (Same.Contains(ancestor.FullName()))
                return false;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if (Same.Contains(implemented.FullName()))
                return false;
        }

        return More.Contains(type.FullName()) || type.RootNamespace() is not ("System" or "Microsoft");
    }

    private static bool IsAsyncDisposable(ITypeSymbol type)
    {
        foreach (var implemented in type.AllInterfaces)
        {
            if (implemented is { Name: "IAsyncDisposable", ContainingNamespace.Name: nameof(System) })
                return true;
        }

        return false;
    }
}
