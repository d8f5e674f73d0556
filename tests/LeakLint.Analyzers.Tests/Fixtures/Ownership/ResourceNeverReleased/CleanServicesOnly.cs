using System.Data;
using System.Data.Common;
using System.Xml;

// The scope goes with the service.
public sealed class GivesScopeToo(IServiceScopeFactory scopes)
{
    public (IServiceScope Scope, T Service) Resolve<T>() where T : notnull
    {
        var scope = scopes.CreateScope();
        return (scope, scope.ServiceProvider.GetRequiredService<T>());
    }
}

// Who has the reader has the connection, and no use for the command.
public sealed class ReaderClosesConnection(DbProviderFactory factory)
{
    public DbDataReader Open(string sql)
    {
        var connection = factory.CreateConnection()!;
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteReader(CommandBehavior.CloseConnection);
    }
}

// The settings tell the reader to close what it reads.
public static class ReaderClosesInput
{
    private static readonly XmlReaderSettings Closing = new() { CloseInput = true };

    public static bool IsEmpty(string path)
    {
        using var reader = XmlReader.Create(File.OpenRead(path), Closing);
        return !reader.Read();
    }
}
