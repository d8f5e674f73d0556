using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;

// What is made around nothing, or needs no release, and what the pool of threads is given.
sealed class NothingMade
{
    // Silent: the first handle is there only for the variable to have something to begin with.
    void HandleOfNothing(string path)
    {
        var handle = new SafeFileHandle(IntPtr.Zero, true);
        try
        {
            handle = File.OpenHandle(path);
        }
        finally
        {
            handle.Close();
        }
    }

    // Silent: disposing a context does nothing.
    void InContext(ExecutionContext context, Action action)
    {
        var before = ExecutionContext.Capture();
        ExecutionContext.Restore(context);
        action();
        if (before is not null)
            ExecutionContext.Restore(before);
    }

    // Silent: the work that is queued holds the connection, and ends it.
    void Serve(Socket listener)
    {
        var connection = listener.Accept();
        ThreadPool.UnsafeQueueUserWorkItem(new Work(connection), preferLocal: false);
    }

    private sealed class Work(Socket connection) : Tuple<Socket>(connection), IThreadPoolWorkItem
    {
        public void Execute() => Item1.Dispose();
    }
}
