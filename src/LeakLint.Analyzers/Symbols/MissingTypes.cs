using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace LeakLint.Symbols;

/// <summary>
/// Types of well-known packages that are resources although nothing is known of them, as where the package is not restored: one cannot mistake what
/// <c>new NpgsqlConnection(…)</c> makes. By their simple names, so only names that mean one thing everywhere.
/// </summary>
internal static class MissingTypes
{
    private static readonly HashSet<string> Resources = new(StringComparer.Ordinal)
    {
        "SqlConnection", "SqlDataReader", "SqlTransaction", "NpgsqlConnection", "NpgsqlDataReader", "NpgsqlDataSource", "NpgsqlTransaction", "MySqlConnection",
        "MySqlDataReader", "MySqlTransaction", "SqliteConnection", "SqliteDataReader", "SqliteTransaction", "SQLiteConnection", "SQLiteDataReader", "SQLiteTransaction",
        "OracleConnection", "OracleDataReader", "OleDbConnection", "OleDbDataReader", "OdbcConnection", "OdbcDataReader", "DbContext", "LiteDatabase", "LiteDatabaseAsync",
        "SshClient", "SftpClient", "ScpClient", "FtpClient", "AsyncFtpClient", "ImapClient", "Pop3Client", "SerialPort", "ServiceController", "MessageQueue",
        "ServiceBusClient", "ServiceBusReceiver", "ServiceBusSender", "ServiceBusProcessor", "EventHubProducerClient", "EventHubConsumerClient",
        "ZipOutputStream", "ZipInputStream", "TarOutputStream", "TarInputStream", "GZipOutputStream", "GZipInputStream", "ExcelPackage", "XLWorkbook",
        "Bitmap", "Graphics", "SKBitmap", "SKImage", "SKSurface", "SKPaint", "SKPath", "SKTypeface", "SKCodec", "SKManagedStream", "SKFileStream",
        "DirectoryEntry", "DirectorySearcher", "PrincipalContext", "ManagementObjectSearcher", "ManagementObjectCollection", "ManagementEventWatcher", "PerformanceCounter",
        "WaveOutEvent", "WaveInEvent", "AudioFileReader", "WaveFileReader", "WaveFileWriter", "Mp3FileReader", "MediaFoundationReader", "WasapiCapture", "WasapiLoopbackCapture",
        "SqlCommand", "NpgsqlCommand", "MySqlCommand", "SqliteCommand", "SQLiteCommand", "OracleCommand", "OleDbCommand", "OdbcCommand", "SqlBulkCopy",
        "SKShader", "SKColorFilter", "SKImageFilter", "SKMaskFilter", "SKPathEffect", "SKPicture", "SKPictureRecorder", "SKData", "SKPixmap", "SKFont",
        "ZipFile", "MessageEnumerator", "MemcachedClient", "ChromiumWebBrowser", "TesseractEngine", "WordprocessingDocument", "SpreadsheetDocument", "PresentationDocument", "PdfDocument",
        "ChromeDriver", "FirefoxDriver", "EdgeDriver", "VideoCapture", "VideoWriter", "UsbDevice",
    };

    /// <summary>Whether a type that means nothing here, or one that derives from such a type, is a resource going by that name.</summary>
    public static bool AreResources(ITypeSymbol type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.TypeKind == TypeKind.Error)
                return Resources.Contains(ancestor.Name);
        }

        return false;
    }
}
