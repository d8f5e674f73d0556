using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace LeakLint.Ownership;

/// <summary>
/// What well-known methods do to ownership, where their names and types do not tell. A row: the type's full name without type
/// arguments, the member ("*" for all, ".ctor" for constructors), and words: the result is "fresh" (the caller owes it, when its
/// type is a resource), "acquires" (the same, whatever its type), "other" (somebody else owns it), "receiver" or "arguments" (it is
/// or holds on to them); the receiver is "released" or "taken";
/// arguments are "borrows", "takes" or "releases". Overrides and implementations count too; the nearest type in the table decides.
/// </summary>
internal static class ContractTable
{
    private const string Text = """
        System.Diagnostics.Process Start fresh borrows
        System.Diagnostics.Process GetProcessById fresh
        System.Diagnostics.Process GetCurrentProcess other

        System.IO.File * fresh
        System.IO.FileInfo * fresh
        System.IO.Compression.ZipFile Open fresh
        System.IO.Compression.ZipFile OpenRead fresh
        System.IO.Compression.ZipArchiveEntry Open fresh
        System.IO.Compression.ZipArchive CreateEntry other
        System.IO.TextWriter Synchronized arguments borrows
        System.IO.TextReader Synchronized arguments borrows
        System.IO.Stream Synchronized arguments borrows
        System.Xml.XmlReader Create other borrows
        System.Xml.Linq.XNode CreateReader other
        Newtonsoft.Json.Linq.JToken CreateReader other
        System.Reflection.Metadata.MetadataReaderProvider * other takes
        System.Xml.XmlWriter Create other borrows
        System.Xml.XmlWriter .ctor other borrows
        System.Security.Cryptography.X509Certificates.X509Certificate2 CopyWithPrivateKey fresh borrows
        System.Security.Cryptography.X509Certificates.RSACertificateExtensions CopyWithPrivateKey fresh borrows
        System.Security.Cryptography.X509Certificates.RSACertificateExtensions GetRSAPublicKey fresh borrows
        System.Security.Cryptography.X509Certificates.RSACertificateExtensions GetRSAPrivateKey fresh borrows
        System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions CopyWithPrivateKey fresh borrows
        System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions GetECDsaPublicKey fresh borrows
        System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions GetECDsaPrivateKey fresh borrows
        System.Security.Cryptography.X509Certificates.DSACertificateExtensions CopyWithPrivateKey fresh borrows
        System.Security.Cryptography.X509Certificates.DSACertificateExtensions GetDSAPublicKey fresh borrows
        System.Security.Cryptography.X509Certificates.DSACertificateExtensions GetDSAPrivateKey fresh borrows
        System.Security.Cryptography.X509Certificates.X509CertificateLoader * fresh borrows
        System.Text.Json.Utf8JsonWriter .ctor other borrows
        Nerdbank.Streams.Sequence Reset released
        # An invoker is the way to its channel: who keeps one keeps the other.
        Grpc.Core.Interceptors.ChannelExtensions Intercept arguments borrows
        Grpc.Core.ChannelBase CreateCallInvoker receiver
        System.Reflection.Assembly GetManifestResourceStream other
        System.Reflection.MethodBase Invoke other takes
        System.Reflection.ConstructorInfo Invoke other takes
        System.Activator * other takes
        System.Delegate DynamicInvoke other takes
        System.Console * other
        System.IO.IsolatedStorage.IsolatedStorageFile * fresh

        System.Diagnostics.ActivitySource AddActivityListener other borrows
        System.Net.Sockets.Socket Accept fresh
        System.Net.Sockets.Socket AcceptAsync fresh
        System.Net.Sockets.TcpListener AcceptTcpClient fresh
        System.Net.Sockets.TcpListener AcceptTcpClientAsync fresh
        System.Net.Sockets.TcpListener AcceptSocket fresh
        System.Net.Sockets.TcpListener AcceptSocketAsync fresh
        System.Net.Sockets.TcpListener Stop released
        System.Net.HttpListener Stop borrows
        System.Net.HttpListener Abort released
        System.Net.WebSockets.WebSocket Abort released
        System.Net.WebSockets.WebSocket CloseAsync borrows
        System.Net.WebSockets.WebSocket CreateFromStream fresh
        System.Net.Http.IHttpClientFactory CreateClient other
        System.Net.Http.IHttpMessageHandlerFactory CreateHandler other
        System.Net.Http.HttpClientFactoryExtensions CreateClient other
        System.Net.Http.HttpClient GetStreamAsync fresh
        System.Net.Http.HttpClientFactory CreatePipeline fresh arguments
        System.Net.Security.SslStreamCertificateContext Create other takes
        System.IO.Pipelines.PipeReader Create takes
        System.IO.Pipelines.PipeWriter Create takes
        System.Net.WebRequest GetResponse fresh
        System.Net.WebRequest GetResponseAsync fresh
        System.Net.WebRequest GetRequestStream fresh
        System.Net.WebRequest GetRequestStreamAsync fresh

        # A window that is shown without waiting for it disposes itself when it is closed.
        System.Windows.Forms.Control Show taken
        System.Windows.Forms.ToolStripDropDown Show other

        System.Security.Principal.WindowsIdentity GetCurrent fresh
        System.Management.ManagementObjectSearcher Get fresh
        System.Management.ManagementClass GetInstances fresh

        System.Drawing.Graphics FromImage fresh borrows
        System.Drawing.Graphics FromHwnd fresh
        System.Drawing.Graphics FromHdc fresh
        System.Drawing.Image FromFile fresh
        System.Drawing.Image FromStream fresh takes

        System.Data.Common.DbConnection BeginTransaction fresh
        System.Data.Common.DbConnection BeginTransactionAsync fresh
        System.Data.Common.DbConnection CreateCommand fresh
        System.Data.Common.DbConnection CloseAsync released
        System.Data.Common.DbCommand ExecuteReader fresh
        System.Data.Common.DbCommand ExecuteReaderAsync fresh
        System.Data.Common.DbCommand .ctor borrows
        System.Data.Common.DbDataAdapter .ctor borrows
        System.Data.Common.DbDataSource OpenConnection fresh
        System.Data.Common.DbDataSource OpenConnectionAsync fresh
        System.Data.IDbConnection BeginTransaction fresh
        System.Data.IDbConnection CreateCommand fresh
        System.Data.IDbCommand ExecuteReader fresh
        Microsoft.EntityFrameworkCore.IDbContextFactory CreateDbContext fresh
        Microsoft.EntityFrameworkCore.IDbContextFactory CreateDbContextAsync fresh
        Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade * other

        System.Threading.CancellationTokenSource CreateLinkedTokenSource acquires
        Microsoft.IO.RecyclableMemoryStreamManager GetStream acquires
        System.TimeProvider CreateTimer fresh
        System.Buffers.ArrayPool Rent acquires
        System.Buffers.ArrayPool Return releases
        Microsoft.Extensions.ObjectPool.ObjectPool Get acquires
        Microsoft.Extensions.ObjectPool.ObjectPool Return releases
        System.Runtime.InteropServices.PosixSignalRegistration Create fresh

        Microsoft.Extensions.DependencyInjection.IServiceScopeFactory CreateScope fresh
        Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions CreateScope fresh
        Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions CreateAsyncScope fresh
        Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions * other
        Microsoft.Extensions.DependencyInjection.ServiceCollectionContainerBuilderExtensions BuildServiceProvider fresh
        Microsoft.Extensions.DependencyInjection.ActivatorUtilities * other takes
        Microsoft.Extensions.Logging.LoggerFactory Create fresh
        Microsoft.Extensions.Logging.LoggerFactory .ctor takes
        Microsoft.Extensions.Logging.ILogger * other borrows
        Microsoft.Extensions.Logging.LoggerExtensions * other borrows
        Microsoft.Extensions.Logging.LoggerFactoryExtensions * other borrows
        # A logger is the way to its factory: who keeps one keeps the other.
        Microsoft.Extensions.Logging.LoggerFactoryExtensions CreateLogger arguments borrows
        Microsoft.Extensions.Logging.ILoggerFactory CreateLogger receiver
        Microsoft.Extensions.Logging.ILoggerProvider CreateLogger receiver
        Microsoft.Extensions.Hosting.IHost StopAsync borrows
        Microsoft.Extensions.Hosting.HostingAbstractionsHostExtensions Run released
        Microsoft.Extensions.Hosting.HostingAbstractionsHostExtensions RunAsync released
        Microsoft.Extensions.Hosting.HostingAbstractionsHostExtensions WaitForShutdown borrows
        Microsoft.Extensions.Hosting.HostingAbstractionsHostExtensions WaitForShutdownAsync borrows
        Microsoft.Extensions.Hosting.HostingAbstractionsHostExtensions Start borrows
        Microsoft.AspNetCore.Http.WebSocketManager AcceptWebSocketAsync other
        Microsoft.AspNetCore.Builder.WebApplication Run released
        Microsoft.AspNetCore.Builder.WebApplication RunAsync released
        Microsoft.AspNetCore.Hosting.WebHostExtensions Run released
        Microsoft.AspNetCore.Hosting.WebHostExtensions RunAsync released
        Microsoft.AspNetCore.Builder.WebApplication Create fresh
        Microsoft.Extensions.Caching.Memory.IMemoryCache CreateEntry other
        Microsoft.AspNetCore.Http.HttpResponse RegisterForDispose takes
        Microsoft.AspNetCore.Http.HttpResponse RegisterForDisposeAsync takes

        System.Linq.Enumerable * arguments borrows
        System.MemoryExtensions * arguments borrows
        System.Threading.Tasks.Task WhenAll arguments borrows
        System.Threading.Tasks.Task WhenAny arguments borrows
        System.Threading.Tasks.Task FromResult arguments borrows
        System.Threading.Tasks.ValueTask FromResult arguments borrows
        System.Threading.Tasks.Task ConfigureAwait receiver
        System.Threading.Tasks.Task GetAwaiter receiver
        System.Threading.Tasks.Task WaitAsync receiver
        System.Threading.Tasks.ValueTask ConfigureAwait receiver
        System.Threading.Tasks.ValueTask GetAwaiter receiver
        System.Threading.Tasks.ValueTask AsTask receiver
        System.Threading.Tasks.ValueTask Preserve receiver
        System.Threading.Tasks.TaskAsyncEnumerableExtensions ConfigureAwait arguments borrows
        System.Threading.Tasks.TaskAsyncEnumerableExtensions WithCancellation arguments borrows
        System.Runtime.CompilerServices.TaskAwaiter GetResult receiver
        System.Runtime.CompilerServices.ValueTaskAwaiter GetResult receiver
        System.Runtime.CompilerServices.ConfiguredTaskAwaitable.ConfiguredTaskAwaiter GetResult receiver
        System.Runtime.CompilerServices.ConfiguredTaskAwaitable GetAwaiter receiver
        System.Threading.Tasks.TaskExtensions Unwrap arguments borrows
        System.Threading.Tasks.Task ContinueWith takes
        System.Threading.Interlocked * other takes
        System.Threading.Volatile * other takes
        System.GC * other borrows
        System.ArgumentNullException * other borrows
        System.ObjectDisposedException * other borrows
        System.Object * other borrows
        System.Tuple Create arguments borrows
        System.Threading.ThreadPool * other takes
        System.ValueTuple Create arguments borrows
        System.Collections.Generic.KeyValuePair Create arguments borrows
        """;

    private static readonly TypeTable<Dictionary<string, Contract>> Types = Parse();

    /// <summary>The members of the type that have a row, by name.</summary>
    public static Dictionary<string, Contract>? Find(ITypeSymbol type) => Types.TryFind(type, out var members) ? members : null;

    private static TypeTable<Dictionary<string, Contract>> Parse()
    {
        var types = new TypeTable<Dictionary<string, Contract>>();
        foreach (var row in TableText.Lines(Text))
        {
            if (!types.TryFind(row[0], out var members))
                types.Add(row[0], members = []);
            var contract = new Contract();
            for (var i = 2; i < row.Length; i++)
                TryAdd(row[i], ref contract);
            members.Add(row[1], contract);
        }

        return types;
    }

    /// <summary>Puts a word of a row into the contract; false when there is no such word.</summary>
    public static bool TryAdd(string word, ref Contract contract)
    {
        var changed = word switch
        {
            "fresh" => contract with { Result = ResultOwner.Caller },
            "acquires" => contract with { Result = ResultOwner.Caller, Acquires = true },
            "receiver" => contract with { Result = ResultOwner.Receiver },
            "arguments" => contract with { Result = ResultOwner.Arguments },
            "released" => contract with { Receiver = Transfer.Releases },
            "taken" => contract with { Receiver = Transfer.TakesOver },
            "takes" => contract with { Argument = Transfer.TakesOver },
            "releases" => contract with { Argument = Transfer.Releases },
            "other" or "borrows" => contract,
            _ => null,
        };
        contract = changed ?? contract;
        return changed is not null;
    }
}
