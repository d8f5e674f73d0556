using System.Collections.Generic;
using LeakLint.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace LeakLint.Ownership;

/// <summary>How a site came to hold a resource.</summary>
internal enum SiteKind
{
    /// <summary>By an object creation.</summary>
    Creation,

    /// <summary>As the result of a call, awaited or not.</summary>
    Call,

    /// <summary>By an out argument.</summary>
    OutArgument,

    /// <summary>The value that an owned field holds when it is assigned.</summary>
    Field,

    /// <summary>A parameter or captured variable, when a body is summarised for its callers.</summary>
    Given,
}

/// <summary>A place where a body acquires a resource, and what the flow analysis found out about it.</summary>
internal sealed class Site(int index, SiteKind kind, SyntaxNode syntax, ITypeSymbol type, ResourceTier tier)
{
    public ulong Bit { get; } = 1ul << index;

    public SiteKind Kind { get; } = kind;

    public SyntaxNode Syntax { get; } = syntax;

    public ITypeSymbol Type { get; } = type;

    public ResourceTier Tier { get; } = tier;

    /// <summary>The method or constructor that gave the resource.</summary>
    public IMethodSymbol? Source { get; set; }

    /// <summary>The first local, parameter or field that held the resource.</summary>
    public ISymbol? Holder { get; set; }

    /// <summary>Whether it is lent by a pool, and so to be returned rather than disposed.</summary>
    public bool IsLease => LeaseFacts.IsLease(Source);

    /// <summary>Sites whose resource holds on to this one: releasing either releases this.</summary>
    public ulong HeldBy { get; set; }

    /// <summary>Sites whose resource works on this one and leaves it open when it is released itself.</summary>
    public ulong LentTo { get; set; }

    /// <summary>Whether only a convention tells that the resource is owed here: a delegate that is called a factory made it, or a method of somebody else's that could keep it was given it.</summary>
    public bool IsDoubtful { get; set; }

    /// <summary>Whether the token of a source, or a service of a scope, is returned: the whole has to outlive the body, and nobody else can release it.</summary>
    public bool GivesOnlyPart { get; set; }

    /// <summary>The exits that are reached while the resource is still owed.</summary>
    public List<LostExit> LostAt { get; } = [];

    /// <summary>The exits that some path reaches after it has released the resource, or handed it over.</summary>
    public List<LostExit> SettledAt { get; } = [];

    /// <summary>Assignments that overwrite the last reference while the resource is still owed.</summary>
    public List<SyntaxNode> OverwrittenAt { get; } = [];

    /// <summary>Operations that fail in ordinary life, and whose failure leaves the body while the resource is still owed.</summary>
    public List<SyntaxNode> AtRiskAt { get; } = [];

    /// <summary>Whether a field still holds the resource at some end of the body.</summary>
    public bool StaysHeld { get; set; }

    public List<SyntaxNode> ReleasedAt { get; } = [];

    /// <summary>Whether the resource was handed over on some path: stored, or given to code that may keep it.</summary>
    public bool HandedOver { get; set; }

    /// <summary>Where it was handed over.</summary>
    public List<SyntaxNode> HandedOverAt { get; } = [];

    /// <summary>Whether the resource is returned on some path.</summary>
    public bool Returned { get; set; }

    /// <summary>Whether a field loses what it held because this is stored there: whether it was new to the body decides.</summary>
    public bool Displaces { get; set; }

    /// <summary>Whether nothing is lost: it is released or handed over wherever the body ends.</summary>
    /// <remarks>A process may be released and yet run on, so it is never settled.</remarks>
    public bool IsSettled =>
        LostAt.Count == 0 && OverwrittenAt.Count == 0 && !Displaces && (AtRiskAt.Count == 0 || Tier < ResourceTier.Normal) && Type.Name != "Process" && LostRaces.Find(this) is null;

    /// <summary>The members that were used on the resource.</summary>
    public HashSet<string> Members { get; } = [];
}

/// <summary>An exit, of which is known whether it is reached while a resource is still owed.</summary>
/// <param name="Kind">How control leaves.</param>
/// <param name="At">The value that is returned, thrown or yielded, where there is one.</param>
/// <param name="From">The block that control leaves from.</param>
internal sealed record LostExit(ExitKind Kind, SyntaxNode? At, BasicBlock From);
