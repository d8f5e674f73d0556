using System.Net;
using System.Runtime.InteropServices;

// What is a resource because of how it was made, by way of a method of ours.
sealed class Downloads(HttpClient client)
{
    private async Task<HttpResponseMessage> BeginAsync(string url, CancellationToken cancel)
    {
        var response = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (!response.IsSuccessStatusCode)
        {
            response.Dispose();
            throw new HttpRequestException(url);
        }

        return response;
    }

    private HttpResponseMessage Begin(HttpRequestMessage request) => client.Send(request, HttpCompletionOption.ResponseHeadersRead);

    private Task<HttpResponseMessage> GetAllAsync(string url, CancellationToken cancel) => client.GetAsync(url, cancel);

    private static CancellationTokenSource Limit(CancellationToken cancel)
    {
        var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(1000);
        return limited;
    }

    private static CancellationTokenSource Unlimited() => new();

    public async Task<HttpStatusCode> ProbeAsync(string url, CancellationToken cancel)
    {
        using var response = await BeginAsync(url, cancel);
        return response.StatusCode;
    }

    public int Probe(HttpRequestMessage request)
    {
        using var response = Begin(request);
        return (int)response.StatusCode;
    }

    public static async Task WaitAsync(CancellationToken cancel)
    {
        using var limited = Limit(cancel);
        await Task.Delay(10, limited.Token);
    }

    // What an invoker sends is never buffered.
    public static async Task<HttpStatusCode> PassOnAsync(HttpMessageInvoker invoker, HttpRequestMessage request, CancellationToken cancel)
    {
        using var response = await invoker.SendAsync(request, cancel);
        return response.StatusCode;
    }

    // Silent: released, or handed on.
    public async Task<HttpStatusCode> ProbeAndReleaseAsync(string url, CancellationToken cancel)
    {
        using var response = await BeginAsync(url, cancel);
        return response.StatusCode;
    }

    public async Task<HttpResponseMessage> ProbeTwiceAsync(string url, CancellationToken cancel)
    {
        var response = await BeginAsync(url, cancel);
        return response;
    }

    // Silent: all of it was read, or nothing keeps the source.
    public async Task<HttpStatusCode> ReadAsync(string url, CancellationToken cancel)
    {
        var response = await GetAllAsync(url, cancel);
        return response.StatusCode;
    }

    public static async Task PauseAsync()
    {
        var source = Unlimited();
        await Task.Delay(10, source.Token);
    }

    // Silent: a client reads all of it, whoever it is for.
    public static async Task<HttpStatusCode> AskAsync(HttpClient asked, HttpRequestMessage request, CancellationToken cancel)
    {
        var response = await asked.SendAsync(request, cancel);
        return response.StatusCode;
    }
}

sealed class ModelHandle : SafeHandle
{
    public ModelHandle()
        : base(0, true)
    {
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => Native.model_drop(handle) == 0;
}

static class Native
{
    [DllImport("model")]
    public static extern int model_drop(nint model);

    [DllImport("model")]
    public static extern int model_ask(ModelHandle model, int question);

    [DllImport("model")]
    public static extern int model_free(ModelHandle model);
}

// A native function gets the bare handle for the time of the call.
static class Models
{
    public static int Ask(int question)
    {
        using var model = new ModelHandle();
        return Native.model_ask(model, question);
    }

    // Silent: it may be freed by what it is given to.
    public static int AskAndFree(int question)
    {
        var model = new ModelHandle();
        var answer = Native.model_ask(model, question);
        Native.model_free(model);
        return answer;
    }
}
