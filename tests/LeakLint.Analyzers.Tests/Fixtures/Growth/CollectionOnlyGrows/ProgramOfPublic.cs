// output: program
var app = WebApplication.CreateBuilder(args).Build();
app.MapPost("/votes/{visitorId}", (string visitorId) => Votes.All.Add(new Vote(visitorId, DateTime.UtcNow)));
app.MapGet("/votes", () => Votes.All.Count);
app.Run();

public sealed record Vote(string VisitorId, DateTime At);

// Public it is, but nobody refers to a program.
public static class Votes
{
    public static readonly List<Vote> All = []; // want LEAK2001: 'All' only grows
}
