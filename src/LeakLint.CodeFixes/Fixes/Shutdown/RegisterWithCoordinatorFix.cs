using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>
/// Gives an asynchronous callback to the coordinator of LeakLint.Guard, for which the host waits. Where the coordinator is not
/// within reach, the callback waits itself.
/// </summary>
internal sealed class RegisterWithCoordinatorFix : Repair
{
    private static readonly string[] _adding = ["AddShutdownCoordinator", "AddShutdownCallback", "AddChildProcessGroup", "AddBackgroundTaskTracker", "AddOwnedSingleton"];

    public override string Title(Finding finding) => "Let the host wait for the callback";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (Find(context) is { } edit)
            yield return edit;
        foreach (var waiting in new WaitInCallbackFix().Propose(context))
            yield return waiting;
    }

    /// <summary><c>app.Lifetime.ApplicationStopping.Register(async () => …)</c>, where the application is built in this function.</summary>
    private static SourceEdit? Find(RepairContext context)
    {
        var lambda = context.Node.AncestorsAndSelf().OfType<ParenthesizedLambdaExpressionSyntax>().FirstOrDefault(candidate => candidate.Span == context.Finding.Span);
        if (lambda is not { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: InvocationExpressionSyntax { Parent: ExpressionStatementSyntax } call } list } }
            || lambda.ParameterList.Parameters.Count > 0 || !ReturnsNothing(lambda)
            || call.Expression is not MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Lifetime", Expression: IdentifierNameSyntax app } lifetime } })
            return null;
        if (FindBuild(app, context) is not { } build)
            return null;
        var edit = context.CreateEdit();
        if (!IsAdded(context))
            context.CreateWriter(edit).InsertBefore(build.Statement, [$"{build.Builder}.Services.AddShutdownCoordinator();"]);
        Import(context, "LeakLint.Guard", edit);
        Import(context, "Microsoft.Extensions.DependencyInjection", edit);
        var isAsync = !lambda.AsyncKeyword.IsKind(SyntaxKind.None);
        edit.Replace(
            TextSpan.FromBounds(lifetime.Span.End, isAsync ? lambda.ParameterList.Span.End : lambda.Body.SpanStart),
            $".OnStopping({app}.Services.GetRequiredService<ShutdownCoordinator>(), \"{Describe(lambda)}\", async _{(isAsync ? "" : " => await ")}");
        return edit;
    }

    /// <summary>Makes the extensions of a namespace known, unless a global using does so.</summary>
    private static void Import(RepairContext context, string space, SourceEdit edit)
    {
        if (!UsingDirectives.TryImport(context.Root, context.Model, space, context.Layout, edit))
            edit.Insert(context.Root.GetFirstToken().SpanStart, $"using {space};{context.Layout.NewLine}{context.Layout.NewLine}");
    }

    /// <summary>The statement that builds the application, and the name of its builder.</summary>
    private static (StatementSyntax Statement, string Builder)? FindBuild(IdentifierNameSyntax app, RepairContext context)
    {
        foreach (var variable in FreeNames.FindMember(app).DescendantNodes().OfType<VariableDeclaratorSyntax>().Where(variable => variable.Identifier.Is(app.Identifier.Text)))
        {
            if (variable is { Parent.Parent: LocalDeclarationStatementSyntax statement, Initializer.Value: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Build", Expression: IdentifierNameSyntax builder } } }
                && context.Model.GetTypeInfo(builder).Type is { } type && HasServices(type))
                return (statement, builder.Identifier.Text);
        }

        return null;
    }

    private static bool HasServices(ITypeSymbol? builder)
    {
        for (; builder is not null; builder = builder.BaseType)
        {
            if (builder.GetMembers("Services").OfType<IPropertySymbol>().Any())
                return true;
        }

        return false;
    }

    private static bool IsAdded(RepairContext context) => context.Model.Compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes()).OfType<InvocationExpressionSyntax>()
        .Any(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && _adding.Contains(name));

    private static bool ReturnsNothing(ParenthesizedLambdaExpressionSyntax lambda) => lambda.ExpressionBody is not null || !lambda.AsyncKeyword.IsKind(SyntaxKind.None);

    /// <summary>What the callback does, in words for the log: the first call in it.</summary>
    private static string Describe(ParenthesizedLambdaExpressionSyntax lambda)
    {
        var call = lambda.Body.DescendantNodesAndSelf().OfType<AwaitExpressionSyntax>().Select(wait => wait.Expression).Concat([lambda.Body]).OfType<InvocationExpressionSyntax>().FirstOrDefault();
        return call?.Expression switch
        {
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver, Name: var name } => $"{receiver.Identifier.ValueText}.{name.Identifier.ValueText}",
            MemberAccessExpressionSyntax { Name: var name } => name.Identifier.ValueText,
            SimpleNameSyntax name => name.Identifier.ValueText,
            _ => "clean up",
        };
    }
}
