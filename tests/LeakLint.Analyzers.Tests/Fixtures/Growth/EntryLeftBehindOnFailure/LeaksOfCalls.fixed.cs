// The entry carries the source of an answer: who answers takes it out, and when the request cannot be sent nobody answers.
sealed class PendingCall(string name, TaskCompletionSource<string> answer)
{
    public string Name => name;

    public void Complete(string text) => answer.TrySetResult(text);
}

sealed class Caller(Func<int, Task> send)
{
    private readonly Dictionary<int, PendingCall> _calls = [];
    private int _last;

    public async Task<string> CallAsync(string name)
    {
        var answer = new TaskCompletionSource<string>();
        var call = new PendingCall(name, answer);
        var id = Interlocked.Increment(ref _last);
        _calls.Add(id, call);
        try
        {
            await send(id);
            return await answer.Task;
        }
        finally
        {
            _calls.Remove(id);
        }
    }

    public void OnAnswer(int id, string text)
    {
        if (_calls.Remove(id, out var call))
            call.Complete(text);
    }
}
