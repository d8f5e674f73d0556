using System;
using Microsoft.CodeAnalysis;

namespace LeakLint.Options;

/// <summary>Tells which rules a whole compilation switches off, so that what only they need is not looked for.</summary>
internal static class SwitchedOff
{
    /// <summary>Whether all of the rules are switched off for the whole project; what single files say does not count.</summary>
    public static bool All(Compilation compilation, string[] rules) => Array.TrueForAll(
        rules, rule => compilation.Options.SpecificDiagnosticOptions.TryGetValue(rule, out var setting) && setting == ReportDiagnostic.Suppress);
}
