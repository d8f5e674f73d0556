using System;
using System.Collections.Generic;

namespace LeakLint.Ownership;

/// <summary>Reads the tables that are written as text: words divided by blanks, one row a line, comments behind a word that begins with "#".</summary>
internal static class TableText
{
    private static readonly char[] Blanks = [' ', '\r', '\t'];

    public static IEnumerable<string[]> Lines(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
            // "#ctor" inside of a word is a constructor.
            var comment = Array.FindIndex(words, word => word[0] == '#');
            if (comment >= 0)
                Array.Resize(ref words, comment);
            if (words.Length > 0)
                yield return words;
        }
    }
}
