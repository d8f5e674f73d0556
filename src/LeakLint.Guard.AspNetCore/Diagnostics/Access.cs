using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LeakLint.Guard.AspNetCore.Diagnostics;

/// <summary>Who may see the diagnostics: the framework's authorisation decides where there is some, and this in any case.</summary>
internal static class Access
{
    /// <summary>Whether strangers can be asked who they are. Without a scheme, the framework would answer them with an error.</summary>
    public static bool CanChallenge(IServiceProvider services)
        => services.GetService<IAuthenticationSchemeProvider>() is not null && services.GetService<IAuthorizationPolicyProvider>() is not null;

    /// <summary>Answers as if there were nothing, unless the user is authenticated or the endpoint is open on purpose.</summary>
    public static RequestDelegate Guard(RequestDelegate handler) => context =>
    {
        if (IsAllowed(context))
            return handler(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    };

    private static bool IsAllowed(HttpContext context)
        => context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null
            || context.User.Identities.Any(identity => identity.IsAuthenticated);
}
