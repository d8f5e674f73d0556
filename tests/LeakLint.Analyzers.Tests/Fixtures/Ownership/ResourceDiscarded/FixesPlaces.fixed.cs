using System.Diagnostics;

// Statements without room for a declaration get room.
sealed class FixesPlaces
{
    static void Embedded(bool first)
    {
        if (first)
        {
            using var process = Process.Start("first");
        }
        else
        {
            using var process1 = Process.Start("second");
        }
    }

    static void Section(int kind)
    {
        switch (kind)
        {
            case 0:
            {
                using var process = Process.Start("zero");
                break;
            }
        }
    }

    static void ExpressionBody()
    {
        using var process = Process.Start("tool");
    }

    static Action Lambda() => () =>
    {
        using var process = Process.Start("tool");
    };

    // The name is taken.
    static void Name(string process)
    {
        using var process1 = Process.Start(process);
    }

    static string Chained(string path)
    {
        using var streamReader = new StreamReader(path);
        return streamReader.ReadToEnd();
    }

    // The reader must stay open until the task is done.
    static async Task<string> ChainedTask(string path)
    {
        using var streamReader = new StreamReader(path);
        return await streamReader.ReadToEndAsync();
    }

    static IEnumerable<string> InLambda(IEnumerable<string> paths) =>
        paths.Select(path =>
        {
            using var streamReader = new StreamReader(path);
            return streamReader.ReadToEnd();
        });

    // Hoisting would open the file before it is known whether it is wanted: no fix is offered.
    static bool Conditional(string path, bool wanted) => wanted && new StreamReader(path).Peek() > 0;
}
