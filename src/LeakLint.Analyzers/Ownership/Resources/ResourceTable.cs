using Microsoft.CodeAnalysis;

namespace LeakLint.Ownership;

/// <summary>
/// Which types are resources and how strongly, where being disposable does not tell. One type a line, by its full name without
/// type arguments; derived types and implementations count too, unless "exact" follows. The nearest type in the table decides.
/// </summary>
internal static class ResourceTable
{
    private const string Text = """
        strong System.Diagnostics.Process
        strong System.Net.Sockets.Socket
        strong System.Net.Sockets.TcpClient
        strong System.Net.Sockets.UdpClient
        strong System.Net.Sockets.TcpListener
        strong System.Net.Sockets.NetworkStream
        strong System.Net.Security.SslStream
        strong System.Net.WebSockets.WebSocket
        strong System.Net.HttpListener
        strong System.IO.FileStream
        strong System.IO.Pipes.PipeStream
        strong System.IO.StreamReader
        strong System.IO.StreamWriter
        strong System.IO.FileSystemWatcher
        strong System.IO.MemoryMappedFiles.MemoryMappedFile
        strong System.IO.Compression.ZipArchive
        strong System.IO.Compression.GZipStream
        strong System.IO.Compression.DeflateStream
        strong System.IO.Compression.BrotliStream
        strong System.IO.Compression.ZLibStream
        strong System.Security.Cryptography.CryptoStream
        strong System.Runtime.InteropServices.SafeHandle
        strong System.Runtime.InteropServices.PosixSignalRegistration
        strong System.Data.IDbConnection
        strong System.Data.IDbTransaction
        strong System.Data.IDataReader
        strong System.Data.Common.DbConnection
        strong System.Data.Common.DbTransaction
        strong System.Data.Common.DbDataReader
        strong System.Threading.Timer
        strong System.Threading.ITimer
        strong System.Threading.PeriodicTimer
        strong System.Timers.Timer
        strong System.Diagnostics.ActivityListener
        strong System.Diagnostics.Metrics.MeterListener
        strong Microsoft.Extensions.DependencyInjection.IServiceScope
        strong Microsoft.Extensions.DependencyInjection.AsyncServiceScope
        strong Microsoft.Extensions.DependencyInjection.ServiceProvider
        strong Microsoft.Extensions.Hosting.IHost

        weak System.Security.Cryptography.X509Certificates.X509Certificate
        weak System.Security.Principal.WindowsIdentity
        weak System.Management.ManagementObjectCollection
        weak System.Text.Json.JsonDocument
        # Their memory goes back to a pool that can do without; a message matters with what is attached to it.
        weak Nerdbank.Streams.Sequence
        weak System.Net.Mail.MailMessage
        weak System.Data.IDbCommand
        weak System.Data.Common.DbCommand

        # Disposing these frees memory that the collector frees as well, or does nothing at all.
        none System.Threading.Tasks.Task
        none System.IO.MemoryStream exact
        none System.IO.UnmanagedMemoryStream exact
        none System.IO.StringReader exact
        none System.IO.StringWriter exact
        none System.Data.DataTable
        none System.Data.DataSet
        none System.Data.DataView
        none System.Net.Http.HttpContent
        none System.Net.Http.HttpRequestMessage
        none System.Net.Http.HttpResponseMessage
        none System.Security.Cryptography.HashAlgorithm
        none System.Security.Cryptography.IncrementalHash
        none System.Security.Cryptography.SymmetricAlgorithm
        none System.Security.Cryptography.ICryptoTransform
        none System.Security.Cryptography.RandomNumberGenerator
        none System.Security.Cryptography.DeriveBytes
        none System.Collections.IEnumerator
        none System.Collections.Generic.IEnumerator
        none System.CharEnumerator
        none System.Resources.ResourceSet
        none System.Configuration.Install.Installer

        # Only a wait handle made on demand is unmanaged; few programs ask for one.
        none System.Threading.CancellationTokenSource
        none System.Threading.SemaphoreSlim
        none Microsoft.VisualStudio.Threading.AsyncSemaphore
        none System.Threading.ManualResetEventSlim
        none System.Threading.ReaderWriterLockSlim
        none System.Threading.CountdownEvent
        none System.Threading.Barrier
        none System.Threading.WaitHandle
        none System.Threading.ThreadLocal
        none System.Threading.CancellationTokenRegistration
        none System.Threading.ExecutionContext
        none System.Threading.RegisteredWaitHandle

        # Live as long as the process, or belong to the framework that hands them out.
        none System.Diagnostics.Tracing.EventSource
        none System.Diagnostics.Tracing.DiagnosticCounter
        none System.Diagnostics.Metrics.Meter
        none System.Diagnostics.ActivitySource
        none System.Diagnostics.Activity
        none System.Diagnostics.DiagnosticListener
        none System.Diagnostics.TraceListener
        none Microsoft.Extensions.Logging.ILogger
        none Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory
        none Microsoft.Extensions.Options.IOptionsMonitor
        none Microsoft.Extensions.Primitives.IChangeToken
        none Microsoft.Extensions.FileProviders.PhysicalFileProvider
        none Microsoft.Extensions.Configuration.ConfigurationManager
        none Microsoft.Extensions.Configuration.ConfigurationRoot
        none System.ComponentModel.Container
        none System.ComponentModel.Component exact
        none System.ComponentModel.BackgroundWorker
        none System.CodeDom.Compiler.CodeDomProvider
        none System.Windows.Forms.Control
        none System.Windows.Forms.ToolStripItem
        none System.Drawing.Font
        none System.Drawing.Brush
        none System.Drawing.Pen
        # Takes the place of a dictionary, which nobody disposes either: its timer holds it weakly.
        none LeakLint.Guard.BoundedDictionary exact
        none System.Reflection.Metadata.MetadataReaderProvider
        # Holds nothing but who listens; disposing it only sends them away.
        none System.Reactive.Subjects.SubjectBase
        # Its help writer at most, which is mostly that of the console.
        none CommandLine.Parser
        none McMaster.Extensions.CommandLineUtils.CommandLineApplication
        """;

    private static readonly TypeTable<(ResourceTier Tier, bool Exact)> Rows = Parse();

    /// <summary>The row of the type, if it has one.</summary>
    public static (ResourceTier Tier, bool Exact)? Find(ITypeSymbol type) => Rows.TryFind(type, out var row) ? row : null;

    private static TypeTable<(ResourceTier Tier, bool Exact)> Parse()
    {
        var rows = new TypeTable<(ResourceTier, bool)>();
        foreach (var line in TableText.Lines(Text))
        {
            var tier = line[0] switch { "strong" => ResourceTier.Strong, "weak" => ResourceTier.Weak, _ => ResourceTier.None };
            rows.Add(line[1], (tier, line.Length > 2));
        }

        return rows;
    }
}
