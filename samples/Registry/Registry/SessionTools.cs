using ModelContextProtocol.Server;

namespace Registry;

/// <summary>What a client can ask its session to do.</summary>
internal static class SessionTools
{
    public static McpServerPrimitiveCollection<McpServerTool> Of(Session session, Excerpts excerpts) =>
    [
        McpServerTool.Create(
            (string name) => excerpts.Find(session.Id, name) ?? "no such document",
            new McpServerToolCreateOptions { Name = "read_document", Description = "Reads the beginning of a document." }),
        McpServerTool.Create(
            (string name) => session.FindNote(name) ?? "no such note",
            new McpServerToolCreateOptions { Name = "read_note", Description = "Reads a note of this session." }),
        McpServerTool.Create(
            async (string name, string text, CancellationToken cancellationToken) =>
            {
                await session.KeepNoteAsync(name, text, cancellationToken);
                return $"kept {text.Length} characters";
            },
            new McpServerToolCreateOptions { Name = "keep_note", Description = "Keeps a note as long as this session." }),
    ];
}
