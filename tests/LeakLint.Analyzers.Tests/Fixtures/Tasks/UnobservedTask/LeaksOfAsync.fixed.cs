using System.Net.Http;

#pragma warning disable CS1998
// In an asynchronous function the compiler asks (CS4014), and many switch that off.
sealed class DroppedInAsync(HttpClient http)
{
    async Task StopAsync()
    {
        try
        {
            await GoodbyeAsync();
        }
        catch (HttpRequestException)
        {
        }

        await Task.Delay(10);
    }

    async Task GoodbyeAsync() => await http.GetStringAsync("goodbye");

    // Silent: it sees to its failures itself.
    async Task StartAsync()
    {
        GreetAsync();
        await Task.Delay(10);
    }

    async Task GreetAsync()
    {
        try
        {
            await http.GetStringAsync("hello");
        }
        catch (Exception problem)
        {
            Console.WriteLine(problem);
        }
    }

    // Silent: the author has told the compiler.
    async Task ResetAsync()
    {
#pragma warning disable CS4014
        GoodbyeAsync();
#pragma warning restore CS4014
        await Task.Delay(10);
    }
}
