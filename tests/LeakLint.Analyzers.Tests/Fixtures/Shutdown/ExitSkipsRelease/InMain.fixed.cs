// output: program
static class Program
{
    public static async Task<int> Main(string[] args)
    {
        using var host = Host.CreateApplicationBuilder(args).Build();
        await host.StartAsync();
        if (args.Length == 0)
            return 3;
        await host.WaitForShutdownAsync();
        return 0;
    }
}
