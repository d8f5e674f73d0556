namespace Registry;

/// <summary>How long sessions live and where they keep their files, from the configuration section <c>Sessions</c>.</summary>
public sealed class RegistryOptions
{
    /// <summary>The folder in which each session has one of its own.</summary>
    public string Folder { get; set; } = Path.Combine(Path.GetTempPath(), "registry-sessions");

    /// <summary>How old a session may become.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>How often expired sessions are looked for.</summary>
    public TimeSpan CleanupInterval { get; set; } = TimeSpan.FromSeconds(30);
}
