using Microsoft.CodeAnalysis.CSharp;

namespace LeakLint.Analyzers.Tests.BrokenCode;

/// <summary>Spoils source as people do while they type: always the same for the same seed.</summary>
internal sealed class Mutations(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>The first part of a text, cut anywhere.</summary>
    public string Cut(string code) => code[.._random.Next(code.Length)];

    /// <summary>The text without some of its tokens.</summary>
    public string DeleteTokens(string code) => Rewrite(code, token => "");

    /// <summary>The text with some tokens doubled.</summary>
    public string DuplicateTokens(string code) => Rewrite(code, token => $"{token} {token} ");

    /// <summary>The text with some names replaced by a name that nothing has.</summary>
    public string ForgetNames(string code) => Rewrite(code, token => char.IsLetter(token[0]) ? "unknown" : token);

    private string Rewrite(string code, Func<string, string> change)
    {
        var tokens = SyntaxFactory.ParseTokens(code).ToList();
        var spoilt = Enumerable.Range(0, 3).Select(_ => _random.Next(tokens.Count)).ToHashSet();
        return string.Concat(tokens.Select((token, index) => spoilt.Contains(index) && token.Text.Length > 0
            ? token.LeadingTrivia.ToFullString() + change(token.Text) + token.TrailingTrivia.ToFullString()
            : token.ToFullString()));
    }
}
