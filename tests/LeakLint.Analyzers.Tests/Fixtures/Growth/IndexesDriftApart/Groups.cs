// The two do not drift apart: members leave the inner sets. That the names stay is what LEAK2001 says.
public sealed class Groups
{
    private readonly Dictionary<Guid, Player> _players = [];
    private readonly Dictionary<string, HashSet<Guid>> _byName = []; // want LEAK2001 info: _byName

    public void Join(Player player)
    {
        _players[player.Id] = player;
        if (!_byName.TryGetValue(player.Name, out var ids))
            _byName[player.Name] = ids = [];
        ids.Add(player.Id);
    }

    public void Leave(Player player)
    {
        _players.Remove(player.Id);
        if (_byName.TryGetValue(player.Name, out var ids))
            ids.Remove(player.Id);
    }
}

public sealed record Player(Guid Id, string Name);
