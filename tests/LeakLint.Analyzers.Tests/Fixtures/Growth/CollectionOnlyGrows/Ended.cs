// How long these objects live is not known; that they end their entries one by one, and keep them, says that they live longer than those.
interface ISubscription
{
    void Unsubscribe();
}

sealed class Bus(Func<string, ISubscription> connect)
{
    private readonly Dictionary<string, ISubscription> _subscriptions = []; // want LEAK2001: '_subscriptions'

    public void Subscribe(string topic) => _subscriptions[topic] = connect(topic);

    public void Unsubscribe(string topic)
    {
        if (_subscriptions.TryGetValue(topic, out var subscription))
            subscription.Unsubscribe();
    }
}

// The list under the key gets empty, the key stays.
sealed class Pool
{
    private readonly Dictionary<Uri, List<string>> _pending = new(); // want LEAK2001: '_pending'

    public void AddPending(Uri host, string name)
    {
        if (!_pending.TryGetValue(host, out var names))
            names = _pending[host] = [];
        names.Add(name);
    }

    public void RemovePending(Uri host, string name) => _pending[host].Remove(name);
}

// Silent: the entry goes.
sealed class TidyBus(Func<string, ISubscription> connect)
{
    private readonly Dictionary<string, ISubscription> _subscriptions = [];

    public void Subscribe(string topic) => _subscriptions[topic] = connect(topic);

    public void Unsubscribe(string topic)
    {
        if (_subscriptions.Remove(topic, out var subscription))
            subscription.Unsubscribe();
    }
}

// Silent: what is stopped may be started again.
sealed class Switches(Func<string, ISubscription> connect)
{
    private readonly Dictionary<string, ISubscription> _switches = [];

    public void Start(string name) => _switches[name] = connect(name);

    public void Stop(string name) => _switches[name].Unsubscribe();
}

// Silent: closing a door is not the end of it, and the key is of this object.
sealed class Doors
{
    private readonly Dictionary<string, bool> _open = [];

    public void Open(string door) => _open[door] = true;

    public bool CloseAll() => _open.Values.All(open => !open);
}
