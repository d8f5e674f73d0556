// output: program
using System.Collections.Concurrent;

var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
var sessions = new ConcurrentDictionary<string, Session>(); // want LEAK2001: sessions
var closed = new ConcurrentDictionary<string, Session>();
var names = new List<string>();
var rooms = new Rooms();
foreach (var arg in args)
    names.Add(arg);

app.MapPost("/sessions/{sessionId}", (string sessionId) => sessions.GetOrAdd(sessionId, id => new Session(id)).Id);
app.MapPut("/closed/{sessionId}", (string sessionId) => closed[sessionId] = new Session(sessionId));
app.MapDelete("/closed/{sessionId}", (string sessionId) => closed.TryRemove(sessionId, out _));
app.MapGet("/names", () => names.Count);
app.MapPost("/rooms/{roomId}", (string roomId) => rooms.Enter(roomId));
app.Run();

public sealed record Session(string Id);

public sealed class Rooms
{
    private readonly Dictionary<string, Session> _byId = []; // want LEAK2001: _byId

    public void Enter(string roomId) => _byId[roomId] = new Session(roomId);
}
