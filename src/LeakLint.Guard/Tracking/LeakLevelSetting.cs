using System;

namespace LeakLint.Guard.Tracking;

/// <summary>The level that the program starts with.</summary>
internal static class LeakLevelSetting
{
    public const string Variable = "LEAKLINT_LEVEL";
    public const string Option = "LeakLint.Guard.LeakDetectionLevel";

    /// <summary>The environment has the last word: it can be changed without touching the program.</summary>
    public static LeakDetectionLevel Read() => Parse(Environment.GetEnvironmentVariable(Variable), AppContext.GetData(Option));

    public static LeakDetectionLevel Parse(string? variable, object? option)
        => Parse(variable) ?? Parse(option as string) ?? LeakDetectionLevel.Simple;

    private static LeakDetectionLevel? Parse(string? text)
        => Enum.TryParse(text, ignoreCase: true, out LeakDetectionLevel level) && Enum.IsDefined(level) ? level : null;
}
