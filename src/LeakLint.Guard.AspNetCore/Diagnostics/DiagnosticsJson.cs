using System.Collections.Generic;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace LeakLint.Guard.AspNetCore.Diagnostics;

/// <summary>The answers, by generated code: nothing is looked up by reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MonitorStats))]
[JsonSerializable(typeof(IReadOnlyList<ResourceSnapshot>))]
[JsonSerializable(typeof(CollectionResult))]
internal sealed partial class DiagnosticsJson : JsonSerializerContext
{
    public static Task WriteAsync<T>(HttpContext context, T answer)
    {
        // Numbers of a moment: no proxy is to keep them.
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(answer, (JsonTypeInfo<T>)Default.GetTypeInfo(typeof(T))!, cancellationToken: context.RequestAborted);
    }
}
