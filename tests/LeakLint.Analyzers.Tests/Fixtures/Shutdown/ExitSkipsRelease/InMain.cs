// output: program
static class Program
{
    public static async Task<int> Main(string[] args)
    {
        using var host = Host.CreateApplicationBuilder(args).Build();
        await host.StartAsync();
        if (args.Length == 0)
            Environment.Exit(3); // want LEAK4009: 'host'
        await host.WaitForShutdownAsync();
        return 0;
    }
}
