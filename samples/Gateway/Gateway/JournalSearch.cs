using System.Diagnostics;

namespace Gateway;

/// <summary>Searches the journal of the tool server.</summary>
public sealed class JournalSearch(ToolServerCommands commands)
{
    private const string UpToDate = "-- up to date --";

    /// <summary>The first line of the journal that contains <paramref name="word"/>.</summary>
    public async Task<string?> FindAsync(string word, CancellationToken cancellationToken)
    {
        var journal = Process.Start(new ProcessStartInfo(ToolServerCommands.FileName, commands.Arguments("journal"))
        {
            RedirectStandardOutput = true,
        })!;

        while (await journal.StandardOutput.ReadLineAsync(cancellationToken) is { } line && line != UpToDate)
        {
            if (line.Contains(word, StringComparison.OrdinalIgnoreCase))
                return line;
        }

        journal.Kill(entireProcessTree: true);
        await journal.WaitForExitAsync(cancellationToken);
        journal.Dispose();
        return null;
    }
}
