using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Xml;

namespace LeakLint.Fuzz;

/// <summary>
/// Sees the exceptions that a fix throws and that its base class catches: no user is stopped by them, but one that is thrown is a repair
/// that was not made.
/// </summary>
internal sealed class SwallowedExceptions : IDisposable
{
    private readonly AsyncLocal<List<Failure>?> _seen = new();

    public SwallowedExceptions() => AppDomain.CurrentDomain.FirstChanceException += Note;

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= Note;

    /// <summary>What is thrown from here on, in this flow of control.</summary>
    public List<Failure> Listen() => _seen.Value = [];

    private void Note(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        // The compiler throws and catches the last two: where it refuses deep code, and where a documentation comment is not XML.
        if (_seen.Value is not { } seen || thrown.Exception is OperationCanceledException or InsufficientExecutionStackException or XmlException)
            return;
        var trace = new StackTrace(fNeedFileInfo: true).ToString();
        if (trace.Contains("at LeakLint.CodeFixes.", StringComparison.Ordinal))
            seen.Add(new($"fix threw: {thrown.Exception.GetType().Name}{Failure.Place(trace)}", $"{thrown.Exception.Message}\n{trace}"));
    }
}
