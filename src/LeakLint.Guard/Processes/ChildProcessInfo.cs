using System;

namespace LeakLint.Guard;

/// <summary>A process seen at one moment.</summary>
/// <param name="Id">The process id. It may be reused once the process is gone: read it together with <paramref name="StartedAt"/>.</param>
/// <param name="Name">The short name that the operating system shows.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="ParentId">Its present parent, or <see langword="null"/> where the platform does not tell.</param>
/// <param name="IsOrphan">Whether the program that owned it is gone.</param>
public sealed record ChildProcessInfo(int Id, string Name, DateTimeOffset StartedAt, int? ParentId, bool IsOrphan);
