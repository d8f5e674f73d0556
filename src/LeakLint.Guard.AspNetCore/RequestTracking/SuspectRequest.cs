using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LeakLint.Guard.AspNetCore.RequestTracking;

/// <summary>A request that ended and left something behind.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Route">The pattern of its route, null when it had none: how many of them there are does not depend on who calls.</param>
/// <param name="Scope">What it created.</param>
/// <param name="AllocatedBytes">How much memory it allocated; null unless it was the only one at the time.</param>
internal sealed record SuspectRequest(string Method, string? Route, LeakScope Scope, long? AllocatedBytes)
{
    /// <summary>The route for people.</summary>
    public string RouteText => Route ?? "(no route)";

    public static string? FindRoute(HttpContext context)
        => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? context.GetEndpoint()?.DisplayName;
}
