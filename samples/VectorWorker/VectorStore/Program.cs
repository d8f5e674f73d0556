using VectorStore;

return args switch
{
    ["vectors"] => await McpServers.RunAsync("vectors", new Vectors().Tools),
    ["embed"] => await McpServers.RunAsync("embed", Embedding.Tools),
    ["search", var journal] => Search.Run(journal),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: VectorStore vectors|embed|search JOURNAL");
    return 2;
}
