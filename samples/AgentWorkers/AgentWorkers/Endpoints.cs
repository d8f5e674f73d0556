using ModelContextProtocol;

namespace AgentWorkers;

/// <summary>What agents do for those who ask over HTTP.</summary>
internal static class Endpoints
{
    public static void MapWork(this WebApplication app)
    {
        app.MapPost("/research", async (string question, Research research, Moderator moderator, CancellationToken cancellationToken) =>
            !await moderator.AllowsAsync(question, cancellationToken) ? Results.BadRequest()
            : await research.AnswerAsync(question, cancellationToken) is { } answer ? Results.Text(answer) : Results.NotFound());

        app.MapPost("/sums", async (string sum, Calculation calculation, CancellationToken cancellationToken) =>
        {
            try
            {
                return Results.Text(await calculation.RunAsync(sum, cancellationToken));
            }
            catch (McpException e)
            {
                return Results.UnprocessableEntity(e.Message);
            }
        });

        app.MapPost("/jobs", async (string question, JobQueue queue, CancellationToken cancellationToken) =>
            Results.Text(await queue.RunAsync(question, cancellationToken)));
    }

    public static void MapSessions(this WebApplication app)
    {
        var sessions = app.MapGroup("/sessions");

        sessions.MapGet("/count", (SessionStore store) => store.Count);

        sessions.MapPut("/{user}", async (string user, SessionStore store, CancellationToken cancellationToken) =>
            await store.TryOpenAsync(user, cancellationToken) ? Results.Created() : Results.Conflict());

        sessions.MapPost("/{user}", async (string user, string text, SessionStore store, CancellationToken cancellationToken) =>
            store.Find(user) is { } session ? Results.Text(await session.AskAsync(text, cancellationToken)) : Results.NotFound());

        sessions.MapPost("/reset", async (SessionStore store) =>
        {
            await store.ResetAsync();
            return Results.NoContent();
        });
    }
}
