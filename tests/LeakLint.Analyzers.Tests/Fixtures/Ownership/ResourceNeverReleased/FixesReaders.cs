// A reader that is returned still needs its connection: who ended that here would break it, so no fix is offered.
using System.Data.Common;

public sealed class Reports(DbProviderFactory providers)
{
    public async Task<DbDataReader> OpenAsync(string text)
    {
        var connection = providers.CreateConnection()!; // want LEAK1001: connection
        await connection.OpenAsync();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return await command.ExecuteReaderAsync().ConfigureAwait(false);
    }

    public async Task<DbDataReader> OpenInTwoStepsAsync(string text)
    {
        var connection = providers.CreateConnection()!; // want LEAK1001: connection
        await connection.OpenAsync();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        var reader = await command.ExecuteReaderAsync();
        return reader;
    }
}
