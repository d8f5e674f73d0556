using System;
using System.Globalization;
using System.Linq;

namespace LeakLint.Guard.TestHost;

/// <summary>What the command line asks for: <c>kind key=value …</c></summary>
/// <param name="Kind">How the owner is built: plain, listening, host.</param>
/// <param name="Children">How many children it starts.</param>
/// <param name="Shape">Their shape, or "mixed".</param>
/// <param name="End">How it ends by itself when it reads a line: return, exit, throw, failfast. It can be signalled at any time.</param>
/// <param name="UseReaper">Whether the group may use a reaper.</param>
/// <param name="Name">The group's name.</param>
/// <param name="Stuck">What hangs in its shutdown: "drain", a "background" service, the "stop" of a service.</param>
/// <param name="TimeoutSeconds">The time of its shutdown.</param>
internal sealed record OwnerPlan(
    string Kind, int Children, string Shape, string End, bool UseReaper, string Name, string Stuck, double TimeoutSeconds)
{
    public ChildProcessGroupOptions GroupOptions() => Apply(new ChildProcessGroupOptions());

    public ChildProcessGroupOptions Apply(ChildProcessGroupOptions options)
    {
        options.MaxProcesses = Math.Max(Children, 1);
        options.UseReaper = UseReaper;
        options.Name = Name;
        options.GracePeriod = TimeSpan.FromSeconds(3);
        return options;
    }

    public static OwnerPlan Parse(string[] args)
    {
        var values = args.Skip(1).Select(arg => arg.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        string Find(string key, string otherwise) => values.TryGetValue(key, out var value) ? value : otherwise;
        return new OwnerPlan(
            args.FirstOrDefault() ?? "",
            int.Parse(Find("children", "0"), CultureInfo.InvariantCulture),
            Find("shape", "mixed"),
            Find("end", "return"),
            Find("reaper", "yes") == "yes",
            Find("name", "test-owner"),
            Find("stuck", ""),
            double.Parse(Find("timeout", "25"), CultureInfo.InvariantCulture));
    }
}
