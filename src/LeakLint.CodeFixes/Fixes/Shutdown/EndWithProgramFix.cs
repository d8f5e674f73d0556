using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Ends what a static field holds when the program ends: by the lifetime of its host, or by its exit and SIGTERM.</summary>
internal sealed class EndWithProgramFix : Repair
{
    public override string Title(Finding finding) => $"End '{finding.Holder}' when the program stops";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (StartOf(context.Root) is not { } start)
            yield break;
        var name = Holder(context, start);
        var end = context.Finding.Release == Releases.KillAndDispose ? $"{name}?.Kill(entireProcessTree: true)" : $"{name}?.Dispose()";
        var edit = context.CreateEdit();
        if (context.Finding.Repair == Repairs.EndWithHost)
        {
            if (FindRun(context, start) is not var (run, lifetime))
                yield break;
            context.CreateWriter(edit).InsertBefore(run, [$"{lifetime}.ApplicationStopping.Register(() => {end});"]);
        }
        else if (Signals.HasSigterm(context))
        {
            context.CreateWriter(edit).InsertBefore(start, [$"AppDomain.CurrentDomain.ProcessExit += (_, _) => {end};"]);
        }
        else
        {
            // The exit raises the event, and SIGTERM makes the program exit.
            context.CreateWriter(edit).InsertBefore(start,
            [
                $"AppDomain.CurrentDomain.ProcessExit += (_, _) => {end};",
                $"using var {FreeNames.Find(start, "sigterm")} = {Signals.Registration(context, edit, Signals.Exit(context))};",
            ]);
        }

        yield return edit;
    }

    /// <summary>The first statement of the program, when it is in this file.</summary>
    private static StatementSyntax? StartOf(SyntaxNode root) =>
        root.ChildNodes().OfType<GlobalStatementSyntax>().FirstOrDefault()?.Statement
        ?? root.DescendantNodes(node => node is not StatementSyntax).OfType<MethodDeclarationSyntax>()
            .FirstOrDefault(method => method.Identifier.ValueText == "Main" && method.Modifiers.Any(modifier => modifier.ValueText == "static"))?.Body?.Statements.FirstOrDefault();

    // In the type itself the name is enough.
    private static string Holder(RepairContext context, SyntaxNode place)
    {
        var type = context.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
        return type.Contains(place) ? context.Finding.Holder! : context.Model.GetDeclaredSymbol(type)!.ToMinimalDisplayString(context.Model, place.SpanStart) + "." + context.Finding.Holder;
    }

    /// <summary>The statement that runs the host until it stops, and what gives the lifetime of that.</summary>
    private static (StatementSyntax Run, string Lifetime)? FindRun(RepairContext context, StatementSyntax start)
    {
        foreach (var call in StatementList.Find(start)?.Statements.SelectMany(statement => statement.DescendantNodes()).OfType<InvocationExpressionSyntax>() ?? [])
        {
            if (call is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Run" or "RunAsync", Expression: IdentifierNameSyntax host } }
                && context.Model.GetTypeInfo(host).Type is { } type && call.FindStatement() is ExpressionStatementSyntax run)
            {
                if (type.Name == "WebApplication")
                    return (run, host + ".Lifetime");
                if (type.Name == "IHost" || type.AllInterfaces.Any(contract => contract.Name == "IHost"))
                    return (run, host + ".Services.GetRequiredService<IHostApplicationLifetime>()");
            }
        }

        return null;
    }
}
