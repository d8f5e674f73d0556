// Who gets a reader that closes its connection has the connection.
using System.Data;
using System.Data.Common;

static class Readers
{
    // Clean: the reader closes it, and a failure before that is seen to.
    public static async Task<DbDataReader> Open(DbProviderFactory factory, string sql)
    {
        var connection = factory.CreateConnection()!;
        try
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            return await command.ExecuteReaderAsync(CommandBehavior.CloseConnection | CommandBehavior.SingleRow);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // Clean: the same with a command that is given its connection.
    public static DbDataReader Given(DbProviderFactory factory, string sql)
    {
        var connection = factory.CreateConnection()!;
        try
        {
            connection.Open();
            using var command = factory.CreateCommand()!;
            command.Connection = connection;
            command.CommandText = sql;
            return command.ExecuteReader(CommandBehavior.CloseConnection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
