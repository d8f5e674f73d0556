using System.Net.Http.Json;

namespace Driver;

/// <summary>What grows in the registry: as it tells by itself, and what lies in its folder.</summary>
internal sealed class Statistics(HttpClient http, string folder)
{
    public async Task<Snapshot> ReadAsync()
    {
        var told = (await http.GetFromJsonAsync<Told>("statistics"))!;
        return new Snapshot(told.Sessions, told.Timers, CountFolders(), told.HeapBytes / 1_000_000, told.Strays);
    }

    public int CountFolders() => Directory.GetDirectories(folder).Length;

    public sealed record Snapshot(int Sessions, long Timers, int Folders, long HeapMegabytes, int Strays)
    {
        public override string ToString() =>
            $"{Sessions} sessions, {Timers} timers, {Folders} folders, {HeapMegabytes} MB of heap";
    }

    private sealed record Told(int Sessions, int Strays, long Timers, long HeapBytes);
}
