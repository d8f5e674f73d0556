using System;
using System.Collections.Generic;

namespace LeakLint.Ownership;

/// <summary>Reads the tables that are written as text: words divided by blanks, one row a line, comments behind "#".</summary>
internal static class TableText
{
    private static readonly char[] Blanks = [' ', '\r', '\t'];

    public static IEnumerable<string[]> Lines(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var comment = line.IndexOf('#');
            var words = (comment < 0 ? line : line.Substring(0, comment)).Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
                yield return words;
        }
    }
}
