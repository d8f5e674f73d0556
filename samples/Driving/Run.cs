namespace Driving;

/// <summary>One run of a driver against a program, as <c>demo.sh</c> starts it: <c>Driver PROGRAM RESULTS-FOLDER RUN-ID</c>.</summary>
internal sealed class Run
{
    /// <summary>The environment variable by which everything is found that a run has started.</summary>
    public const string Variable = "LEAKLINT_SAMPLE_RUN";

    private readonly string _results;
    private readonly List<Count> _counts = [];
    private readonly List<string> _answers = [];

    private Run(string program, string results, string id)
    {
        Program = program;
        _results = results;
        Id = id;
    }

    /// <summary>The project of the program that leaks, or no longer does.</summary>
    public string Program { get; }

    public string Id { get; }

    /// <exception cref="ArgumentException">The arguments are not those of a run, or this is not Linux.</exception>
    public static Run Read(string[] arguments) => (arguments, OperatingSystem.IsLinux()) switch
    {
        ([var program, var results, var id], true) => new Run(program, results, id),
        (_, false) => throw new ArgumentException("The driver counts processes in /proc, so it needs Linux."),
        _ => throw new ArgumentException("usage: Driver PROGRAM RESULTS-FOLDER RUN-ID"),
    };

    /// <summary>The assembly of a project that stands beside the driver's in the sample's folder, built as the driver was.</summary>
    public string Assembly(string project) =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../..", project, $"bin/Debug/net10.0/{project}.dll"));

    /// <summary>Something that the program answered. A fixed program must give the same answers, in the same order.</summary>
    public void Answered(string answer) => _answers.Add(answer);

    /// <summary>What grows while the program works.</summary>
    /// <param name="what">What is counted, in the words of the table.</param>
    /// <param name="before">How many there were when the program had started.</param>
    /// <param name="after">How many there are after all work is done and everybody has gone.</param>
    /// <param name="allowed">How many there may be then: as many as before, unless a bound says otherwise.</param>
    public void Grows(string what, long before, long after, long? allowed = null) =>
        _counts.Add(new Count("grows", what, before, after, allowed ?? before));

    /// <summary>What is left of the program, or undone, when it has ended after SIGTERM. There must be none.</summary>
    public void LeftAfterSigterm(string what, long count) => _counts.Add(new Count("sigterm", what, 0, count, 0));

    /// <summary>Writes <c>answers.txt</c> and <c>counts.txt</c>, the columns of which are separated by tabs.</summary>
    public async Task WriteAsync()
    {
        Directory.CreateDirectory(_results);
        await File.WriteAllLinesAsync(Path.Combine(_results, "answers.txt"), _answers);
        await File.WriteAllLinesAsync(
            Path.Combine(_results, "counts.txt"),
            _counts.Select(count => string.Join('\t', count.Kind, count.What, count.Before, count.After, count.Allowed)));
    }

    private sealed record Count(string Kind, string What, long Before, long After, long Allowed);
}
