public sealed record Player(Guid Id, string Name);

// Who leaves is forgotten in one of the two.
public sealed class Lobby
{
    private readonly Dictionary<Guid, Player> _byId = [];
    private readonly Dictionary<string, Player> _byName = []; // want LEAK2004: Leave

    public void Join(Player player)
    {
        _byId[player.Id] = player;
        _byName[player.Name] = player; // also
    }

    public void Leave(Guid id) => _byId.Remove(id); // also

    public Player? Find(string name) => _byName.GetValueOrDefault(name);
}

// A list beside the index; both are emptied together, but one by one only one is.
public sealed class Tracker
{
    private readonly List<Player> _players = []; // want LEAK2004: _index
    private readonly Dictionary<Guid, int> _index = [];

    public void Add(Player player)
    {
        _players.Add(player);
        _index.Add(player.Id, _players.IndexOf(player));
        _index[player.Id] = player.Name.Length;
        Note(player);
    }

    public bool Remove(Guid id) => _index.Remove(id);

    public void Reset()
    {
        _players.Clear();
        _index.Clear();
    }

    private void Note(Player player) => Console.WriteLine(player);
}
