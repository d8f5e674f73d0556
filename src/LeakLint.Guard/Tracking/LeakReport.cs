using System;
using System.Collections.Generic;

namespace LeakLint.Guard;

/// <summary>Something that nobody released.</summary>
/// <param name="Kind">What sort of thing it is: one of <see cref="ResourceKinds"/>, or what the program tracks it as.</param>
/// <param name="CreationStack">Where it was created, innermost call first; <see langword="null"/> when that was not kept.</param>
/// <param name="Records">What happened to it since, newest last.</param>
/// <param name="Age">How long ago it was created, as far as that is known.</param>
/// <param name="Suppressed">How many others from the same place were not reported since the last report of it.</param>
public sealed record LeakReport(string Kind, string? CreationStack, IReadOnlyList<string> Records, TimeSpan Age, int Suppressed);
