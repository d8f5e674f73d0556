using Clean;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddOptions<JobOptions>().BindConfiguration("Jobs");
builder.Services.AddSingleton<CommandRunner>();
builder.Services.AddSingleton<JobQueue>();
builder.Services.AddSingleton<JobJournal>();
builder.Services.AddSingleton<RecentJobs>();
builder.Services.AddHostedService<JobWorker>();
builder.Services.AddHostedService<Heartbeat>();

await using var app = builder.Build();

app.MapPost("/jobs", async (JobRequest request, JobQueue queue, CancellationToken cancellationToken) =>
{
    using var job = new PendingJob(request);
    if (!queue.TryAdd(job))
        return Results.StatusCode(StatusCodes.Status429TooManyRequests);

    return Results.Ok(await job.WaitAsync(cancellationToken));
});

app.MapGet("/jobs", (RecentJobs recent) => recent.List());

app.MapGet("/journal", async (JobJournal journal, HttpContext context) =>
{
    await using var copy = journal.OpenForReading();
    await copy.CopyToAsync(context.Response.Body, context.RequestAborted);
});

await app.RunAsync();
