using LeakLint.Symbols;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <content>What users say about constructors, by attributes, options or a file.</content>
internal sealed partial class OwnershipAnalysis
{
    /// <summary>Applies what is said of an argument of a constructor.</summary>
    /// <returns>What the new object holds of it, to be released with the object; null when nothing is said.</returns>
    private ulong? ApplyStated(IObjectCreationOperation creation, IArgumentOperation argument, ulong mask, World world)
    {
        var stated = creation.Constructor is { } constructor && argument.Parameter is { } parameter
            ? _context.Contracts.StatedTransfer(constructor, parameter)
            : null;
        if (stated is null && _context.Options.ConstructorsTakeOver)
            stated = Transfer.TakesOver;
        if (stated is not { } transfer)
            return null;
        // Who releases the object releases what it owns: that is asked of the object, where it must be released at all.
        if (transfer == Transfer.TakesOver && !_context.Options.ConstructorsTakeOver && _context.Catalog.IsResource(creation.Type))
            return mask;
        Apply(transfer, mask, argument.Syntax, world);
        return 0;
    }
}
