// What is asked of a task is dropped with it.
sealed class Asked
{
    // The compiler warns of a task that is dropped here, not of its awaiter.
    async Task AwaiterInAsync(HttpClient http)
    {
        await Task.Yield();
        PingAsync(http).GetAwaiter(); // want LEAK5001: 'PingAsync'
    }

    void Awaiter(HttpClient http) => PingAsync(http).GetAwaiter(); // want LEAK5001: 'PingAsync'

    void Configured(HttpClient http)
    {
        PingAsync(http).ConfigureAwait(false); // want LEAK5001: 'PingAsync'
    }

    void ConfiguredAwaiter(HttpClient http) => PingAsync(http).ConfigureAwait(false).GetAwaiter(); // want LEAK5001: 'PingAsync'

    // Silent: it waits.
    void Waits(HttpClient http) => PingAsync(http).GetAwaiter().GetResult();

    // Silent: somebody is told.
    void Continues(HttpClient http, Action done) => PingAsync(http).GetAwaiter().OnCompleted(done);

    // Silent: kept.
    System.Runtime.CompilerServices.TaskAwaiter Kept(HttpClient http) => PingAsync(http).GetAwaiter();

    async Task PingAsync(HttpClient http) => await http.GetStringAsync("ping");
}
