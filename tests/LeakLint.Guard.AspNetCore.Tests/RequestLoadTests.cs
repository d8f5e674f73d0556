using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.AspNetCore.RequestTracking;
using LeakLint.Guard.Tests.Testing;
using Xunit;

namespace LeakLint.Guard.AspNetCore.Tests;

/// <summary>Of which requests it can be said what they allocated.</summary>
public sealed class RequestLoadTests
{
    private readonly RequestLoad _load = new();

    [Fact]
    public void Of_a_request_that_runs_alone_it_is_known()
    {
        for (int i = 0; i < 3; i++)
        {
            RequestLoad.Stay stay = _load.Enter();
            byte[] bytes = new byte[100_000];
            Assert.True(_load.Leave(stay) >= bytes.Length);
        }
    }

    [Fact]
    public void Of_a_request_during_which_another_began_or_ended_it_is_not()
    {
        RequestLoad.Stay first = _load.Enter();
        RequestLoad.Stay second = _load.Enter();
        Assert.Null(_load.Leave(first));
        Assert.Null(_load.Leave(second));
    }

    [Fact]
    public async Task Of_two_that_begin_at_the_same_time_it_is_known_of_neither()
    {
        const int Rounds = 100_000;
        int arrived = 0;
        int[] known = await Task.WhenAll(Task.Run(Run), Task.Run(Run)).InTime();
        Assert.Equal([0, 0], known);

        int Run()
        {
            int count = 0;
            for (int i = 0; i < Rounds; i++)
            {
                Meet(4 * i + 2);
                RequestLoad.Stay stay = _load.Enter();
                Meet(4 * i + 4);
                count += _load.Leave(stay) is null ? 0 : 1;
            }

            return count;
        }

        // Both leave within some nanoseconds of each other, which no blocking barrier brings about.
        void Meet(int all)
        {
            Interlocked.Increment(ref arrived);
            for (int spins = 0; Volatile.Read(ref arrived) < all; spins++)
            {
                if (spins > 1_000)
                {
                    Thread.Yield();
                }
            }
        }
    }
}
