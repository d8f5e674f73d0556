using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Shutdown;

/// <summary>A place where work does not see that it has to end: a hosted service with its host, the answer to a request with the request.</summary>
/// <param name="At">The loop, the wait, or the call that loses the token.</param>
/// <param name="What">What is wrong there, in words.</param>
/// <param name="Harm">What comes of it, in words.</param>
/// <param name="Repair">What has to be written for it, in this file; null when that cannot be told.</param>
internal sealed record IgnoredStop(Location At, string What, string Harm, IReadOnlyList<TokenPlace>? Repair);

/// <summary>A place where a token belongs: a condition, a call, or a list of parameters.</summary>
/// <param name="At">The condition that is always true, the semicolon before a missing one, the call, or the name of the method.</param>
/// <param name="Token">How the token is called there.</param>
internal sealed record TokenPlace(Location At, string Token);
