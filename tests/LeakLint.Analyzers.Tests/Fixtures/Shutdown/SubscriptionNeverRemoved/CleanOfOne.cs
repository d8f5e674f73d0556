public static class Tides
{
    public static event Action<double>? Changed;

    public static void Report(double metres) => Changed?.Invoke(metres);
}

public interface IPort
{
    event Action<string>? Answered;

    void Write(string line);
}

// Silent: nothing says that there is more than one.
public sealed class TideLog
{
    public TideLog() => Tides.Changed += OnChanged;

    public double Last { get; private set; }

    private void OnChanged(double metres) => Last = metres;
}

public sealed class Questions(IPort port)
{
    // Silent: taken back when the answer is there.
    public async Task<string> AskAsync(string command)
    {
        var answer = new TaskCompletionSource<string>();
        Action<string> take = line => answer.TrySetResult(line);
        port.Answered += take;
        try
        {
            port.Write(command);
            return await answer.Task;
        }
        finally
        {
            port.Answered -= take;
        }
    }
}

public sealed class Once(Func<IPort> open)
{
    // Silent: the port goes with the call.
    public async Task<string> AskAsync(string command)
    {
        var port = open();
        var answer = new TaskCompletionSource<string>();
        port.Answered += line => answer.TrySetResult(line);
        port.Write(command);
        return await answer.Task;
    }
}
