using System;
using System.Globalization;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Options;

/// <summary>Reads the options that hold for one source file. A value that makes no sense counts as not written.</summary>
internal readonly struct OptionReader(AnalyzerConfigOptions options)
{
    public string? Text(string key) => options.TryGetValue(key, out var value) && value.Trim() is { Length: > 0 } text ? text : null;

    public bool? Flag(string key) => bool.TryParse(Text(key), out var value) ? value : null;

    public int? Number(string key, int least, int most) =>
        int.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null;

    public bool Is(string key, string value) => string.Equals(Text(key), value, StringComparison.OrdinalIgnoreCase);

    /// <summary>An option of .NET's own rules: the spelling for one rule goes before the one for all.</summary>
    /// <param name="rule">The id of the rule.</param>
    /// <param name="name">The name of the option, as in <c>excluded_symbol_names</c>.</param>
    public string? SharedText(string rule, string name) => Text($"dotnet_code_quality.{rule}.{name}") ?? Text("dotnet_code_quality." + name);

    public bool? SharedFlag(string rule, string name) => bool.TryParse(SharedText(rule, name), out var value) ? value : null;
}
