using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace LeakLint.Guard.Monitoring;

/// <summary>Where the memory files of this process's control group are: version 1 and 2 of the kernel's interface, and both at once.</summary>
internal sealed record ControlGroup(string MountPoint, string Path, string LimitFile)
{
    public static ControlGroup? Find(string root)
    {
        try
        {
            return Find(
                root,
                File.ReadAllLines(System.IO.Path.Combine(root, "proc/self/cgroup")),
                File.ReadAllLines(System.IO.Path.Combine(root, "proc/self/mountinfo")));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The limit files of the group and of all groups around it that can be seen, the own first.</summary>
    public IEnumerable<string> FindLimitFiles()
    {
        for (var path = Path; ; path = path[..path.LastIndexOf('/')])
        {
            var file = System.IO.Path.Combine(MountPoint, path.TrimStart('/'), LimitFile);
            if (File.Exists(file))
                yield return file;
            if (path.Length == 0)
                yield break;
        }
    }

    // A line of cgroup: "4:memory:/docker/1a2b" (version 1), "0::/app.slice" (version 2). The memory controller is in one of the two.
    private static ControlGroup? Find(string root, string[] groups, string[] mounts)
    {
        var parsed = groups.Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3).ToArray();
        if (parsed.FirstOrDefault(parts => parts[1].Split(',').Contains("memory")) is { } first)
            return Locate(root, mounts, first[2], mount => mount.Type == "cgroup" && mount.Options.Contains("memory"), "memory.limit_in_bytes");
        return parsed.FirstOrDefault(parts => parts[0] == "0") is { } second
            ? Locate(root, mounts, second[2], mount => mount.Type == "cgroup2", "memory.max")
            : null;
    }

    private static ControlGroup? Locate(string root, string[] mounts, string path, Func<Mount, bool> isWanted, string limitFile)
    {
        var mount = mounts.Select(Mount.TryParse).OfType<Mount>().FirstOrDefault(isWanted);
        if (mount is null)
            return null;
        // A container may see its own group as the root of the mount, by the name that the host gave it.
        var isBelow = mount.Root != "/" && (path == mount.Root || path.StartsWith(mount.Root + "/", StringComparison.Ordinal));
        var relative = isBelow ? path[mount.Root.Length..] : path;
        // A process that was moved in from elsewhere has a path outside of what it can see: its mount is all there is to go by.
        if (relative.Split('/').Contains(".."))
            relative = "";
        return new ControlGroup(System.IO.Path.Combine(root, mount.Point.TrimStart('/')), relative.TrimEnd('/'), limitFile);
    }

    /// <summary>A line of mountinfo: "36 35 0:33 /root /point rw,nosuid - cgroup cgroup rw,memory".</summary>
    private sealed record Mount(string Root, string Point, string Type, string[] Options)
    {
        public static Mount? TryParse(string line)
        {
            var halves = line.Split(" - ", 2);
            var front = halves[0].Split(' ');
            var back = halves.Length == 2 ? halves[1].Split(' ') : [];
            return front.Length < 5 || back.Length < 3 ? null : new Mount(Unescape(front[3]), Unescape(front[4]), back[0], back[2].Split(','));
        }

        private static string Unescape(string text) => text.Replace("\\040", " ", StringComparison.Ordinal);
    }
}
