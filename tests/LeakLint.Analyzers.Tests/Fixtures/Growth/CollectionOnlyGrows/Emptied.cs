// Of what is added under a key all is taken out again, and the key stays.
public sealed class Room;

public sealed class Rooms
{
    private readonly Dictionary<Room, List<string>> _guests = []; // want LEAK2001 info: _guests

    public void Join(Room room, string name)
    {
        if (!_guests.TryGetValue(room, out var names))
            _guests[room] = names = [];
        names.Add(name);
    }

    public void Leave(Room room, string name) => _guests[room].Remove(name);
}

// Silent: the last one takes the key with it.
public sealed class Tidy
{
    private readonly Dictionary<Room, List<string>> _guests = [];

    public void Join(Room room, string name)
    {
        if (!_guests.TryGetValue(room, out var names))
            _guests[room] = names = [];
        names.Add(name);
    }

    public void Leave(Room room, string name)
    {
        var names = _guests[room];
        if (names.Remove(name) && names.Count == 0)
            _guests.Remove(room);
    }
}

// Silent: there are only so many days.
public sealed class Diary
{
    private readonly Dictionary<DayOfWeek, List<string>> _entries = [];

    public void Add(DayOfWeek day, string entry)
    {
        if (!_entries.TryGetValue(day, out var entries))
            _entries[day] = entries = [];
        entries.Add(entry);
    }

    public void Remove(DayOfWeek day, string entry) => _entries[day].Remove(entry);
}
