using System.Diagnostics;

// Statements without room for a declaration get room.
sealed class FixesPlaces
{
    static void Embedded(bool first)
    {
        if (first)
            Process.Start("first"); // want LEAK1005: Process
        else
            Process.Start("second"); // want LEAK1005: Process
    }

    static void Section(int kind)
    {
        switch (kind)
        {
            case 0:
                Process.Start("zero"); // want LEAK1005: Process
                break;
        }
    }

    static void ExpressionBody() => Process.Start("tool"); // want LEAK1005: Process

    static Action Lambda() => () => Process.Start("tool"); // want LEAK1005: Process

    // The name is taken.
    static void Name(string process)
    {
        Process.Start(process); // want LEAK1005: Process
    }

    static string Chained(string path) => new StreamReader(path).ReadToEnd(); // want LEAK1005: StreamReader

    // The reader must stay open until the task is done.
    static Task<string> ChainedTask(string path) => new StreamReader(path).ReadToEndAsync(); // want LEAK1005: StreamReader

    static IEnumerable<string> InLambda(IEnumerable<string> paths) =>
        paths.Select(path => new StreamReader(path).ReadToEnd()); // want LEAK1005: StreamReader

    // Hoisting would open the file before it is known whether it is wanted: no fix is offered.
    static bool Conditional(string path, bool wanted) => wanted && new StreamReader(path).Peek() > 0; // want LEAK1005: StreamReader
}
