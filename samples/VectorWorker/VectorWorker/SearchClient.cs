namespace VectorWorker;

/// <summary>Asks the search server, one question at a time.</summary>
internal sealed class SearchClient(StreamWriter questions, StreamReader answers)
{
    /// <summary>How many observations contain <paramref name="word"/>.</summary>
    public async Task<int> CountAsync(string word)
    {
        await questions.WriteLineAsync(word);
        await questions.FlushAsync();
        return int.Parse(await answers.ReadLineAsync() ?? throw new EndOfStreamException("The search server has ended."));
    }
}
