using System.Collections.Concurrent;

namespace Registry;

/// <summary>Watches messages for sessions that do not exist, so that a client that goes on and on is sent away.</summary>
internal static class StrayMessages
{
    private const int Patience = 10;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly ConcurrentDictionary<string, Queue<DateTime>> Attempts = new();

    public static int Count => Attempts.Count;

    public static bool IsTooMany(string sessionId)
    {
        var recent = Attempts.GetOrAdd(sessionId, _ => new Queue<DateTime>());
        lock (recent)
        {
            while (recent.TryPeek(out var oldest) && oldest < DateTime.UtcNow - Window)
                recent.Dequeue();
            recent.Enqueue(DateTime.UtcNow);
            return recent.Count > Patience;
        }
    }
}
