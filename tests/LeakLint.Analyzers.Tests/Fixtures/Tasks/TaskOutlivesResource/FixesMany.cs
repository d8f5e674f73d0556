// What is started side by side is not awaited one by one: there is no fix.
sealed class Many
{
    void InALoop(string path)
    {
        using var file = File.OpenRead(path);
        for (var i = 0; i < 100; i++)
        {
            _ = Task.Run(async () => await file.ReadExactlyAsync(new byte[8])); // want LEAK5004: file
        }
    }
}
