using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LeakLint.Fuzz;

/// <summary>Makes mutants: always the same one for the same seed and number.</summary>
public sealed class Mutator(SourcePool pool, int seed)
{
    private delegate string Mutation(string text, string other, Random random);

    // Short mutants are tried fast, and what they leave out another one has.
    private const int Length = 2_000;

    // Those that keep the code well-formed come twice: only they reach what analyses a whole body, and the fixes.
    private static readonly Mutation[] _mutations =
    [
        TokenMutations.Delete,
        TokenMutations.Duplicate,
        TokenMutations.Swap,
        TokenMutations.Borrow,
        TokenMutations.Cut,
        TokenMutations.RenameToKeyword,
        TokenMutations.RenameToOther,
        TokenMutations.RenameToOther,
        LineMutations.Delete,
        LineMutations.Duplicate,
        LineMutations.Swap,
        LineMutations.Splice,
        LineMutations.Nest,
        NodeMutations.Delete,
        NodeMutations.Delete,
        NodeMutations.Duplicate,
        NodeMutations.Duplicate,
        NodeMutations.Swap,
        NodeMutations.Swap,
        NodeMutations.Borrow,
        NodeMutations.Borrow,
        NodeMutations.Parenthesize,
    ];

    /// <summary>A text of the pool, or a part of it, with one to three changes.</summary>
    public string Create(int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var text = NodeMutations.Shorten(pool.Pick(random), Length, random);
        for (var left = random.Next(1, 4); left > 0; left--)
            text = _mutations[random.Next(_mutations.Length)](text, pool.Pick(random), random);
        return text;
    }

    internal static SyntaxNode Parse(string text) => CSharpSyntaxTree.ParseText(text, Testing.TestProject.ParseOptions).GetRoot();
}
