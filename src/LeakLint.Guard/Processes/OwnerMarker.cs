using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;

namespace LeakLint.Guard;

/// <summary>
/// The note that every child carries in its environment, and hands on to its own children: who owns me. It finds processes that
/// left their process group, and after a crash it tells orphans from processes that have an owner.
/// </summary>
/// <remarks>
/// The variable holds one token per owner, the outermost first, because a child may itself own children:
/// <c>{pid namespace.owner pid.owner start.nonce/child number/group name}</c>.
/// </remarks>
internal sealed class OwnerMarker
{
    public const string Variable = "LEAKLINT_OWNERS";

    private const int MaxNameLength = 64;
    private readonly string _name;

    public OwnerMarker(string? name)
    {
        _name = Sanitize(name ?? Path.GetFileNameWithoutExtension(Environment.GetCommandLineArgs()[0]));
        var nonce = RandomNumberGenerator.GetHexString(8, lowercase: true);
        var owner = ProcessIdentity.Current;
        GroupNeedle = string.Create(
            CultureInfo.InvariantCulture, $"{{{ProcessIdentity.PidNamespace}.{owner.Id}.{owner.StartTicks}.{nonce}/");
    }

    /// <summary>The text that occurs in the environment of all processes of this group, and nowhere else.</summary>
    public string GroupNeedle { get; }

    public string Name => _name;

    /// <summary>The text that occurs in the environment of one child and its descendants only.</summary>
    public string ChildNeedle(int number) => string.Create(CultureInfo.InvariantCulture, $"{GroupNeedle}{number}/");

    /// <summary>The variable's value for one child: the owners that stood there, and this one, once.</summary>
    public string Extend(string? inherited, int number)
    {
        var others = (inherited ?? "").Split('{', StringSplitOptions.RemoveEmptyEntries)
            .Select(token => "{" + token).Where(token => !token.StartsWith(GroupNeedle, StringComparison.Ordinal));
        return $"{string.Concat(others)}{ChildNeedle(number)}{_name}}}";
    }

    /// <summary>The text that marks one child, read back from the environment it was given; <see langword="null"/> when it is not ours.</summary>
    public string? FindChildNeedle(string? value)
    {
        var start = value?.IndexOf(GroupNeedle, StringComparison.Ordinal) ?? -1;
        var end = start < 0 ? -1 : value!.IndexOf('/', start + GroupNeedle.Length);
        return end < 0 ? null : value![start..(end + 1)];
    }

    /// <summary>The owners that a variable's value names. Malformed tokens are left out: the environment belongs to anybody.</summary>
    public static IEnumerable<MarkedOwner> Parse(string value)
        => value.Split('{', StringSplitOptions.RemoveEmptyEntries).Select(MarkedOwner.TryParse).OfType<MarkedOwner>();

    private static string Sanitize(string name)
    {
        var kept = name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.').Take(MaxNameLength).ToArray();
        return kept.Length == 0 ? "unnamed" : new string(kept);
    }
}

/// <summary>One token of an <see cref="OwnerMarker"/>.</summary>
internal sealed record MarkedOwner(string PidNamespace, ProcessIdentity Owner, string GroupName)
{
    public static MarkedOwner? TryParse(string token)
    {
        var parts = token.TrimEnd('}').Split('/');
        if (parts.Length != 3)
            return null;
        var owner = parts[0].Split('.');
        if (owner.Length != 4
            || !int.TryParse(owner[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !long.TryParse(owner[2], NumberStyles.None, CultureInfo.InvariantCulture, out var start))
            return null;
        return new MarkedOwner(owner[0], new ProcessIdentity(id, start), parts[2]);
    }
}
