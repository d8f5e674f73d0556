namespace LeakLint.Fuzz;

/// <summary>What was wrong with the analysis or the fixes of a mutant.</summary>
/// <param name="Signature">The same for the same mistake, so that it is told once.</param>
/// <param name="Detail">Everything that a person needs: the exception, or the text that a fix made.</param>
public sealed record Failure(string Signature, string Detail)
{
    internal static Failure From(string what, Exception exception) => new($"{what}: {exception.GetType().Name}{Place(exception.StackTrace)}", exception.ToString());

    // The innermost place in our own code.
    internal static string Place(string? trace) =>
        trace?.Split('\n').Select(line => line.Trim()).FirstOrDefault(IsOurs) is { } line ? $" {line.Split(" in ")[0]}" : "";

    private static bool IsOurs(string line) => Product.Any(layer => line.StartsWith($"at LeakLint.{layer}.", StringComparison.Ordinal));

    private static string[] Product { get; } = ["Rules", "Ownership", "Lifetimes", "Flow", "Symbols", "Options", "Descriptors", "CodeFixes"];
}
