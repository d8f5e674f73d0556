namespace LeakLint.Fuzz;

/// <summary>What a run has tried and found.</summary>
/// <param name="Mutants">Texts that were tried.</param>
/// <param name="Findings">Reports of the analyzers about them.</param>
/// <param name="Fixes">Fixes that were applied, fix-alls included.</param>
/// <param name="Time">How long it took, without making failed mutants smaller.</param>
/// <param name="Failed">One mutant for each mistake.</param>
public sealed record FuzzReport(int Mutants, int Findings, int Fixes, TimeSpan Time, IReadOnlyList<FailedMutant> Failed);

/// <summary>A mutant that showed a mistake.</summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Number">Its number in the run.</param>
/// <param name="Text">Its text, or the part of it that is needed.</param>
/// <param name="Failure">What was wrong.</param>
public sealed record FailedMutant(int Seed, int Number, string Text, Failure Failure);
