using System.Diagnostics;

namespace Gateway;

/// <summary>Has the tool server rebuild its index, without waiting for it.</summary>
public sealed class NotesIndexer(ToolServerCommands commands)
{
    public void Rebuild()
    {
        Process.Start(ToolServerCommands.FileName, commands.Arguments("index"));
    }
}
