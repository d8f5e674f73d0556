using Microsoft.AspNetCore.Diagnostics;

namespace Gateway;

public sealed class ToolMissingException(string tool) : Exception($"The tool server does not offer '{tool}'.");

/// <summary>Answers 422 where a tool is missing.</summary>
internal sealed class ToolMissingHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not ToolMissingException)
            return false;

        context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await context.Response.WriteAsync(exception.Message, cancellationToken);
        return true;
    }
}
