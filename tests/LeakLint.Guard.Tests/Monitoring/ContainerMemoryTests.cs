using System;
using System.IO;
using LeakLint.Guard.Monitoring;
using LeakLint.Guard.Tests.Processes;
using Xunit;

namespace LeakLint.Guard.Tests.Monitoring;

/// <summary>The container's limit, from the files of real kinds of containers.</summary>
public sealed class ContainerMemoryTests : IDisposable
{
    private const string NoLimit = "9223372036854771712";

    private readonly string _root = Directory.CreateTempSubdirectory("leaklint-cgroup-").FullName;

    [LinuxFact]
    public void Version_2_in_a_namespace_of_its_own()
    {
        Write("proc/self/cgroup", "0::/");
        Write("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup rw,nsdelegate");
        Write("sys/fs/cgroup/memory.max", "536870912");

        Assert.Equal(512 * FakeReader.Megabyte, new ContainerMemory(_root).FindLimit());
    }

    [LinuxFact]
    public void The_lowest_limit_on_the_way_up_holds()
    {
        Write("proc/self/cgroup", "0::/kubepods/pod1/app");
        Write("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup rw");
        Write("sys/fs/cgroup/kubepods/pod1/app/memory.max", "max");
        Write("sys/fs/cgroup/kubepods/pod1/memory.max", "268435456");
        Write("sys/fs/cgroup/kubepods/memory.max", "4294967296");

        Assert.Equal(256 * FakeReader.Megabyte, new ContainerMemory(_root).FindLimit());
    }

    [LinuxFact]
    public void Version_2_without_a_limit()
    {
        Write("proc/self/cgroup", "0::/user.slice");
        Write("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup rw");
        Write("sys/fs/cgroup/user.slice/memory.max", "max");

        Assert.Null(new ContainerMemory(_root).FindLimit());
    }

    [LinuxFact]
    public void Version_1_in_a_container_that_sees_the_name_that_the_host_gave_it()
    {
        Write("proc/self/cgroup", "12:cpu,cpuacct:/docker/1a2b\n4:memory:/docker/1a2b\n1:name=systemd:/docker/1a2b\n0::/system.slice/containerd.service");
        Write(
            "proc/self/mountinfo",
            "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n"
            + "34 30 0:31 /docker/1a2b /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct\n"
            + "36 30 0:33 /docker/1a2b /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory");
        Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "1073741824");

        Assert.Equal(1024 * FakeReader.Megabyte, new ContainerMemory(_root).FindLimit());
    }

    [LinuxFact]
    public void Version_1_without_a_limit()
    {
        Write("proc/self/cgroup", "4:memory:/user");
        Write("proc/self/mountinfo", "36 30 0:33 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory");
        Write("sys/fs/cgroup/memory/user/memory.limit_in_bytes", NoLimit);
        Write("sys/fs/cgroup/memory/memory.limit_in_bytes", NoLimit);

        Assert.Null(new ContainerMemory(_root).FindLimit());
    }

    [LinuxFact]
    public void A_process_that_was_moved_in_is_judged_by_what_it_can_see()
    {
        Write("proc/self/cgroup", "0::/../other");
        Write("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup rw");
        Write("sys/fs/cgroup/memory.max", "1048576");
        Write("sys/fs/other/memory.max", "1");

        Assert.Equal(FakeReader.Megabyte, new ContainerMemory(_root).FindLimit());
    }

    [LinuxFact]
    public void A_limit_that_is_changed_while_the_program_runs_is_seen()
    {
        Write("proc/self/cgroup", "0::/");
        Write("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup rw");
        Write("sys/fs/cgroup/memory.max", "max");
        ContainerMemory memory = new(_root);
        Assert.Null(memory.FindLimit());

        Write("sys/fs/cgroup/memory.max", "1048576");

        Assert.Equal(FakeReader.Megabyte, memory.FindLimit());
    }

    [Fact]
    public void No_control_groups()
    {
        Assert.Null(new ContainerMemory(_root).FindLimit());

        Write("proc/self/cgroup", "nonsense");
        Write("proc/self/mountinfo", "nonsense\n36 - x");
        Assert.Null(new ContainerMemory(_root).FindLimit());
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Write(string path, string text)
    {
        string file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text + "\n");
    }
}
