// option leaklint.LEAK2001.minimum_evidence = 5
public static class Numbers
{
    // Silent: an open key, one for each user, a public method and a collection as value are four signs; five are asked for.
    private static readonly Dictionary<string, List<int>> _byUser = [];

    public static void Note(string userId) => _byUser[userId] = [];
}

public static class Orders
{
    // The fifth: a member that ends what was added.
    private static readonly Dictionary<string, List<int>> _byUser = []; // want LEAK2001: _byUser

    public static void Note(string userId) => _byUser[userId] = []; // also LEAK2001

    public static void Close(string userId) => Console.WriteLine(userId); // also LEAK2001
}
