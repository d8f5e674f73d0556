using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Xunit;

namespace LeakLint.Guard.Tests.Registry;

/// <summary>Code that blocks a pool thread until another pool thread does something stands still when there is only one.</summary>
[Collection(ProcessWide.Name)]
public sealed class StarvationTests
{
    [Fact]
    public async Task Everything_works_on_a_thread_pool_with_one_free_thread()
    {
        ThreadPool.GetMaxThreads(out int maxThreads, out int maxPorts);
        ThreadPool.GetMinThreads(out int minThreads, out int minPorts);

        // The test runner itself holds some threads of the pool.
        int threads = Environment.ProcessorCount + 4;
        ManualResetEventSlim gate = new();
        try
        {
            Assert.True(ThreadPool.SetMinThreads(threads, minPorts));
            Assert.True(ThreadPool.SetMaxThreads(threads, maxPorts));
            await Task.Factory.StartNew(() => BlockAllButOne(gate), TaskCreationOptions.LongRunning).InTime();
            await UseEverything().InTime();
        }
        finally
        {
            gate.Set();
            ThreadPool.SetMaxThreads(maxThreads, maxPorts);
            ThreadPool.SetMinThreads(minThreads, minPorts);
        }
    }

    private static void BlockAllButOne(ManualResetEventSlim gate)
    {
        while (Available() > 1)
        {
            ManualResetEventSlim blocked = new();
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    blocked.Set();
                    gate.Wait();
                },
                null);
            Assert.True(blocked.Wait(Eventually.Limit));
        }

        static int Available()
        {
            ThreadPool.GetAvailableThreads(out int threads, out _);
            return threads;
        }
    }

    private static async Task UseEverything()
    {
        ResourceRegistry<string, Probe> registry = Registries.Create(4, configure: options => options.FullMode = RegistryFullMode.Wait);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            using ResourceLease<Probe> lease = await registry.LeaseAsync($"{i % 20}");
            await Task.Yield();
        }));
        Assert.True((await registry.DrainAsync(Eventually.Limit)).IsClean);

        BoundedDictionary<int, Probe> dictionary = new(new BoundedDictionaryOptions<int, Probe> { Capacity = 4 });
        List<Probe> probes = [.. Enumerable.Range(0, 100).Select(i => dictionary.GetOrAdd(i, static _ => new Probe()))];
        await dictionary.DisposeAsync();
        Assert.All(probes, probe => Assert.Equal(1, probe.Disposals));
    }
}
