public sealed record Player(Guid Id, string Name);

// Silent: both forget.
public sealed class Lobby
{
    private readonly Dictionary<Guid, Player> _byId = [];
    private readonly Dictionary<string, Player> _byName = [];

    public void Join(Player player)
    {
        _byId[player.Id] = player;
        _byName[player.Name] = player;
    }

    public void Leave(Guid id)
    {
        if (_byId.Remove(id, out var player))
            Forget(player.Name);
    }

    private void Forget(string name) => _byName.Remove(name);
}

// Silent: a memory of all there ever were, by its name.
public sealed class Recorded
{
    private readonly Dictionary<Guid, Player> _current = [];
    private readonly List<Player> _history = [];
    private readonly HashSet<Guid> _seenIds = [];

    public void Join(Player player)
    {
        _current[player.Id] = player;
        _history.Add(player);
        _seenIds.Add(player.Id);
    }

    public void Leave(Guid id) => _current.Remove(id);
}

// Silent: what is added to the two has nothing in common.
public sealed class Unrelated
{
    private readonly Dictionary<Guid, Player> _players = [];
    private readonly Dictionary<string, int> _lengths = [];

    public void Join(Player player, string text)
    {
        _players[player.Id] = player;
        _lengths[text] = text.Length;
    }

    public void Leave(Guid id) => _players.Remove(id);
}

// Silent: a player goes into one or the other.
public sealed class Teams
{
    private readonly Dictionary<string, Player> _named = [];
    private readonly Dictionary<Guid, Player> _others = [];

    public void Join(Player player)
    {
        if (player.Name.Length == 0)
            _others[player.Id] = player;
        else
            _named[player.Name] = player;
    }

    public void Leave(string name) => _named.Remove(name);
}

// Silent: what goes into the one leaves before it would come into the other.
public sealed class Deliveries
{
    private readonly Dictionary<string, string> _open = [];
    private readonly List<string> _failed = [];

    public void Deliver(string id, int attempts)
    {
        if (attempts > 3)
        {
            _failed.Add(id);
            return;
        }

        _open.Add(id, "");
    }

    public void Complete(string id) => _open.Remove(id);
}
