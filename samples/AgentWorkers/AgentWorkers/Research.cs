namespace AgentWorkers;

/// <summary>Answers a question from the encyclopedia.</summary>
internal sealed class Research(ToolServers servers)
{
    /// <summary>Null when nothing in the question can be looked up.</summary>
    public async Task<string?> AnswerAsync(string question, CancellationToken cancellationToken)
    {
        var agent = await Agent.StartAsync(servers, "encyclopedia", cancellationToken);
        var topic = await agent.UseAsync("find_topic", question, cancellationToken);
        if (topic.Length == 0)
            return null;

        var answer = await agent.UseAsync("look_up", topic, cancellationToken);
        await agent.DisposeAsync();
        return answer;
    }
}
