using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Rules;

/// <summary>Asks the rules about a body, and gives what they report to the function.</summary>
internal delegate void BodyQuestion(Action<Diagnostic> report, CancellationToken cancel);

/// <summary>
/// The bodies about which callees decide, kept until the compiler is done with their file: a callee that was bound by then costs nothing more. One for
/// each compilation.
/// </summary>
/// <remarks>
/// An editor may analyse a file several times, also at the same time. So what was found stays at hand, and each analysis reports it at its own end of the file: a body
/// that comes when a file is done, from another thread, is not kept. Each analysis so reports each body exactly once.
/// </remarks>
internal sealed class PendingBodies
{
    private readonly ConcurrentDictionary<SyntaxTree, File> _files = new();
    private readonly ConcurrentQueue<Body> _open = new();

    /// <summary>Keeps the body for the end of its file; false when that is over.</summary>
    /// <param name="syntax">The body.</param>
    /// <param name="owner">The member that it belongs to.</param>
    /// <param name="question">What to ask then.</param>
    public bool TryAdd(SyntaxNode syntax, ISymbol owner, BodyQuestion question) => FileOf(syntax.SyntaxTree).TryAdd(syntax, new(owner, question), _open);

    /// <summary>The compiler is done with a file.</summary>
    public void Report(SemanticModelAnalysisContext context)
    {
        // Other files as well: in a build all bodies are bound by now, and the compiler lets go of what it has bound file by file.
        while (_open.TryDequeue(out var open))
            open.Find(context.CancellationToken);
        foreach (var body in FileOf(context.SemanticModel.SyntaxTree).Close())
        {
            var report = context.Reporter(body.Owner);
            foreach (var diagnostic in body.Find(context.CancellationToken))
                report(diagnostic);
        }
    }

    private File FileOf(SyntaxTree tree) => _files.GetOrAdd(tree, static _ => new());

    private sealed class File
    {
        private readonly Dictionary<SyntaxNode, Body> _bodies = [];
        private bool _isDone;

        public bool TryAdd(SyntaxNode syntax, Body body, ConcurrentQueue<Body> open)
        {
            lock (_bodies)
            {
                if (_bodies.ContainsKey(syntax))
                    return true;
                if (_isDone)
                    return false;
                _bodies.Add(syntax, body);
                open.Enqueue(body);
                return true;
            }
        }

        public IReadOnlyCollection<Body> Close()
        {
            lock (_bodies)
            {
                _isDone = true;
                return [.. _bodies.Values];
            }
        }
    }

    private sealed class Body(ISymbol owner, BodyQuestion question)
    {
        private readonly object _lock = new();
        private readonly List<Diagnostic> _found = [];
        private BodyQuestion? _question = question;

        public ISymbol Owner { get; } = owner;

        /// <summary>What is to be reported about the body: asked once, and then the body itself is let go of.</summary>
        public IReadOnlyList<Diagnostic> Find(CancellationToken cancel)
        {
            lock (_lock)
            {
                if (_question is not null)
                {
                    // When this is cancelled, the next who asks begins anew.
                    _found.Clear();
                    _question(_found.Add, cancel);
                    _question = null;
                }

                return _found;
            }
        }
    }
}
