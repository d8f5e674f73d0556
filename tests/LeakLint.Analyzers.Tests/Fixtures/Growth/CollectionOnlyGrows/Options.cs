// option leaklint.LEAK2001.minimum_evidence = 4
public static class Numbers
{
    // Silent: an open key, a public method and a collection as value are three signs; four are asked for.
    private static readonly Dictionary<string, List<int>> _byUser = [];

    public static void Note(string userId) => _byUser[userId] = [];
}

public static class Orders
{
    // The fourth: a member that ends what was added.
    private static readonly Dictionary<string, List<int>> _byUser = []; // want LEAK2001: _byUser

    public static void Note(string userId) => _byUser[userId] = []; // also LEAK2001

    public static void Close(string userId) => Console.WriteLine(userId); // also LEAK2001
}
