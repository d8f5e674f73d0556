using System.Collections.Concurrent;

// The entry keeps what takes it out: when the question cannot be sent, nobody calls that.
sealed class Answering(object source, Action<string> done)
{
    public object Source => source;

    public Action<string> Done => done;
}

sealed class Dispatcher(Func<string, CancellationToken, Task> send)
{
    private readonly object _gate = new();
    private readonly Dictionary<long, Answering> _calls = [];

    public async Task<string> AskAsync(long id, string text, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<string>();
        Action<string> done = given =>
        {
            lock (_gate)
                _calls.Remove(id);
            answer.TrySetResult(given);
        };
        var call = new Answering(answer, done);
        lock (_gate)
            _calls.Add(id, call); // want LEAK2003 warning: _calls
        await send(text, cancellationToken); // also
        return await answer.Task;
    }

    public void OnAnswer(long id, string text)
    {
        Answering? call;
        lock (_gate)
            _calls.TryGetValue(id, out call);
        call?.Done(text);
    }
}

// The timer ends the wait, and not the entry.
sealed class Requests(Action<Guid, string> publish)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _answers = new();

    public Task<string> AskAsync(string text)
    {
        var correlationId = Guid.NewGuid();
        var answer = new TaskCompletionSource<string>();
        var timer = new Timer(_ => answer.TrySetException(new TimeoutException()), null, 1000, Timeout.Infinite); // also
        Expect(correlationId, answer, timer);
        publish(correlationId, text);
        return answer.Task;
    }

    public void OnAnswer(string correlationId, string text)
    {
        if (_answers.TryRemove(correlationId, out var answer))
            answer.TrySetResult(text);
    }

    private void Expect(Guid correlationId, TaskCompletionSource<string> answer, Timer timer)
    {
        answer.Task.ContinueWith(_ => timer.Dispose());
        _answers.TryAdd(correlationId.ToString(), answer); // want LEAK2003 info: _answers
    }
}

// The one who waits gives up; the entry was made by another member.
sealed class Questions
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _open = new();

    public Task<string> AskWithinAsync(int requestId, TimeSpan limit) => Expect(requestId).WaitAsync(limit); // also

    public void OnAnswer(int requestId, string text)
    {
        if (_open.TryRemove(requestId, out var answer))
            answer.TrySetResult(text);
    }

    private Task<string> Expect(int requestId)
    {
        var answer = new TaskCompletionSource<string>();
        _open[requestId] = answer; // want LEAK2003 info: _open
        return answer.Task;
    }
}

// Silent: what cannot be sent is taken out, and every answer takes itself out, a failure too.
sealed class TidyDispatcher(Func<string, CancellationToken, Task> send)
{
    private readonly object _gate = new();
    private readonly Dictionary<long, Answering> _calls = [];

    public async Task<string> AskAsync(long id, string text, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<string>();
        Action<string> done = given =>
        {
            lock (_gate)
                _calls.Remove(id);
            answer.TrySetResult(given);
        };
        var call = new Answering(answer, done);
        lock (_gate)
            _calls.Add(id, call);
        try
        {
            await send(text, cancellationToken);
        }
        catch
        {
            lock (_gate)
                _calls.Remove(id);
            throw;
        }

        return await answer.Task;
    }

    public void OnAnswer(long id, string text)
    {
        Answering? call;
        lock (_gate)
            _calls.TryGetValue(id, out call);
        call?.Done(text);
    }
}

// Silent: the timer takes the entry out.
sealed class TidyRequests(Action<Guid, string> publish)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _answers = new();

    public Task<string> AskAsync(string text)
    {
        var correlationId = Guid.NewGuid();
        var answer = new TaskCompletionSource<string>();
        var timer = new Timer(
            _ =>
            {
                answer.TrySetException(new TimeoutException());
                _answers.TryRemove(correlationId.ToString(), out var _);
            },
            null,
            1000,
            Timeout.Infinite);
        Expect(correlationId, answer, timer);
        publish(correlationId, text);
        return answer.Task;
    }

    public void OnAnswer(string correlationId, string text)
    {
        if (_answers.TryRemove(correlationId, out var answer))
            answer.TrySetResult(text);
    }

    private void Expect(Guid correlationId, TaskCompletionSource<string> answer, Timer timer)
    {
        answer.Task.ContinueWith(_ => timer.Dispose());
        _answers.TryAdd(correlationId.ToString(), answer);
    }
}

// Silent: whoever gives up takes the entry out.
sealed class TidyQuestions
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _open = new();

    public async Task<string> AskWithinAsync(int requestId, TimeSpan limit)
    {
        try
        {
            return await Expect(requestId).WaitAsync(limit);
        }
        finally
        {
            _open.TryRemove(requestId, out _);
        }
    }

    public void OnAnswer(int requestId, string text)
    {
        if (_open.TryRemove(requestId, out var answer))
            answer.TrySetResult(text);
    }

    private Task<string> Expect(int requestId)
    {
        var answer = new TaskCompletionSource<string>();
        _open[requestId] = answer;
        return answer.Task;
    }
}

// Silent: somebody looks after what got no answer.
sealed class SweptQuestions
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _open = new();

    public Task<string> AskWithinAsync(int requestId, TimeSpan limit) => Expect(requestId).WaitAsync(limit);

    public void OnAnswer(int requestId, string text)
    {
        if (_open.TryRemove(requestId, out var answer))
            answer.TrySetResult(text);
    }

    public void OnTimeout(int requestId) => _open.TryRemove(requestId, out _);

    private Task<string> Expect(int requestId)
    {
        var answer = new TaskCompletionSource<string>();
        _open[requestId] = answer;
        return answer.Task;
    }
}
