using ToolServer;

return args switch
{
    ["serve", var folder] => await McpServerHost.RunAsync(folder),
    ["watch", var folder] => FolderWatch.Run(folder),
    ["journal", var folder] => JournalTail.Run(folder),
    ["index", var folder] => NotesIndex.Rebuild(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: ToolServer serve|watch|journal|index FOLDER");
    return 2;
}
