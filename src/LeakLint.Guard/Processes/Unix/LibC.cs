using System.Runtime.InteropServices;

namespace LeakLint.Guard.Unix;

/// <summary>The few calls that .NET does not offer.</summary>
internal static partial class LibC
{
    public const int SigKill = 9;
    public const int SigTerm = 15;

    /// <summary>Asks whether a process or group could be signalled, without signalling it.</summary>
    public const int SigNone = 0;

    public const int NoSuchProcess = 3;

    /// <summary>Signals a process, or with a negative id a whole process group.</summary>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int id, int signal);

    // Reading /proc goes around File: another user's process answers "permission denied", and one exception
    // for each of them would make a sweep of a busy machine a hundred times dearer.
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenReadOnly(string path, int flags = 0);

    [LibraryImport("libc", EntryPoint = "read")]
    public static unsafe partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    public static unsafe partial int WaitId(int idType, int id, byte* info, int options);
}
