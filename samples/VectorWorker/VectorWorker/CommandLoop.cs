namespace VectorWorker;

/// <summary>Answers each command with one line.</summary>
internal sealed class CommandLoop(WorkerService worker, SearchClient search)
{
    public async Task RunAsync(TextReader commands, TextWriter answers)
    {
        await answers.WriteLineAsync("Application started.");
        while (await commands.ReadLineAsync() is { } command)
            await answers.WriteLineAsync(await AnswerAsync(command));
    }

    private async Task<string> AnswerAsync(string command)
    {
        switch (command.Split(' ', 2))
        {
            case ["remember", var observation]:
                await worker.RememberAsync(observation);
                return "remembered";
            case ["recall", var text]:
                return await worker.RecallAsync(text) ?? "nothing";
            case ["search", var word]:
                return $"{await search.CountAsync(word)} found";
            default:
                return "commands: remember TEXT, recall TEXT, search WORD";
        }
    }
}
