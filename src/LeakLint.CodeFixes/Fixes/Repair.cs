using System.Collections.Generic;
using LeakLint.CodeFixes.Editing;

namespace LeakLint.CodeFixes;

/// <summary>One way to write a repair into the source.</summary>
internal abstract class Repair
{
    /// <summary>What is offered, in the imperative.</summary>
    public abstract string Title(Finding finding);

    /// <summary>The edits that would repair the finding, the best first; none when it is not safe.</summary>
    public abstract IEnumerable<SourceEdit> Propose(RepairContext context);
}
