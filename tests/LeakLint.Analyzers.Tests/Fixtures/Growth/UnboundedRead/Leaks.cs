// option dotnet_diagnostic.LEAK2007.severity = warning
using Microsoft.AspNetCore.Mvc;

public sealed class PagesController(HttpClient http) : ControllerBase
{
    public async Task<string> ShowAsync(string url) => await http.GetStringAsync(url); // want LEAK2007: ShowAsync

    public async Task<int> SizeAsync(string url)
    {
        using var response = await http.GetAsync(url);
        var bytes = await response.Content.ReadAsByteArrayAsync(); // want LEAK2007: ReadAsByteArrayAsync
        return bytes.Length;
    }
}

public static class Endpoints
{
    public static void Map(WebApplication app, HttpClient http) =>
        app.MapGet("/page", async (string url) => await http.GetStringAsync(url)); // want LEAK2007: GetStringAsync
}
