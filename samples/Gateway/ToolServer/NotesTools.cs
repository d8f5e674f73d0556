using System.ComponentModel;
using ModelContextProtocol.Server;

namespace ToolServer;

[McpServerToolType]
internal sealed class NotesTools(Notes notes)
{
    [McpServerTool(Name = "search_notes"), Description("Finds the lines of all notes that contain a word.")]
    public string SearchNotes([Description("The word, in any case.")] string word) =>
        string.Join('\n', notes.FindLines(word));

    [McpServerTool(Name = "count_words"), Description("Counts the words of a text.")]
    public int CountWords([Description("Any text.")] string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
