using System.Collections.Concurrent;

public sealed record Request(string Id, string Url);

public sealed class Module;

// One overload takes out of both, the other of one.
public sealed class Commands
{
    private readonly ConcurrentDictionary<Type, Module> _byType = new(); // want LEAK2004: _modules
    private readonly HashSet<Module> _modules = [];

    public void Add(Type type, Module module)
    {
        _byType[type] = module;
        Load(module);
    }

    public bool Remove(Module module) => Unload(module);

    public bool Remove(Type type) => _byType.TryRemove(type, out var module) && Unload(module);

    private void Load(Module module) => _modules.Add(module);

    private bool Unload(Module module) => _modules.Remove(module); // also
}

// Each of these goes in under the id of a request, and what forgets a request forgets one of them only.
public sealed class Events
{
    private readonly Dictionary<string, string> _paused = [];
    private readonly Dictionary<string, Request> _requests = []; // want LEAK2004: Forget

    public void StorePaused(string requestId, string paused) => _paused[requestId] = paused;

    public void StoreRequest(string requestId, Request request) => _requests[requestId] = request;

    public Request? Find(string requestId) => _requests.GetValueOrDefault(requestId);

    public void Forget(string requestId) => _paused.Remove(requestId); // also
}

// Silent: both overloads take out of both.
public sealed class TidyCommands
{
    private readonly ConcurrentDictionary<Type, Module> _byType = new();
    private readonly HashSet<Module> _modules = [];

    public void Add(Type type, Module module)
    {
        _byType[type] = module;
        Load(module);
    }

    public bool Remove(Module module)
    {
        foreach (var pair in _byType)
        {
            if (pair.Value == module)
                _byType.TryRemove(pair.Key, out _);
        }

        return Unload(module);
    }

    public bool Remove(Type type) => _byType.TryRemove(type, out var module) && Unload(module);

    private void Load(Module module) => _modules.Add(module);

    private bool Unload(Module module) => _modules.Remove(module);
}

// Silent: one overload calls the other.
public sealed class Forwarding
{
    private readonly Dictionary<string, Request> _byId = [];
    private readonly Dictionary<string, Request> _byUrl = [];

    public void Add(Request request)
    {
        _byId[request.Id] = request;
        _byUrl[request.Url] = request;
    }

    public bool Remove(string id) => _byId.Remove(id, out var request) && _byUrl.Remove(request.Url);

    public bool Remove(Request request) => Remove(request.Id);
}

// Silent: a request that is forgotten is forgotten in both.
public sealed class TidyEvents
{
    private readonly Dictionary<string, string> _paused = [];
    private readonly Dictionary<string, Request> _requests = [];

    public void StorePaused(string requestId, string paused) => _paused[requestId] = paused;

    public void StoreRequest(string requestId, Request request) => _requests[requestId] = request;

    public void Forget(string requestId)
    {
        _paused.Remove(requestId);
        _requests.Remove(requestId);
    }
}

// Silent: what a request brought is remembered on purpose.
public sealed class Remembering
{
    private readonly Dictionary<string, string> _paused = [];
    private readonly Dictionary<string, Request> _requestHistory = [];

    public void StorePaused(string requestId, string paused) => _paused[requestId] = paused;

    public void StoreRequest(string requestId, Request request) => _requestHistory[requestId] = request;

    public void Forget(string requestId) => _paused.Remove(requestId);
}
