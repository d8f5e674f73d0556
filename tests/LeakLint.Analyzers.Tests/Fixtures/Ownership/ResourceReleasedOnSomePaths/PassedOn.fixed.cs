// What a method of the same type does with an argument is told by its syntax, also where it passes it on.
using System.Net.Http;

sealed class Answers(HttpClient http)
{
    async Task<string> AskGood(Uri uri)
    {
        using var response = await http.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead);
        if (!IsGood(response))
            return "";
        var text = await response.Content.ReadAsStringAsync();
        return text;
    }

    static bool IsGood(HttpResponseMessage response) => response.IsSuccessStatusCode && HasBody(asked: response);

    static bool HasBody(HttpResponseMessage asked) => asked.Content.Headers.ContentLength > 0;

    // Silent: two calls further on it is released.
    async Task<string> AskClosed(Uri uri)
    {
        var response = await http.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead);
        if (IsClosed(response))
            return "";
        var text = await response.Content.ReadAsStringAsync();
        response.Dispose();
        return text;
    }

    static bool IsClosed(HttpResponseMessage response) => !response.IsSuccessStatusCode && Close(response);

    static bool Close(HttpResponseMessage given)
    {
        given.Dispose();
        return true;
    }

    // Silent: the local function is called, not the method of the same name.
    async Task<string> AskHidden(Uri uri)
    {
        var response = await http.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead);
        if (IsGood(response))
            return "";
        return await Read(response);

        static bool IsGood(HttpResponseMessage response)
        {
            response.Dispose();
            return response.IsSuccessStatusCode;
        }
    }

    static async Task<string> Read(HttpResponseMessage response)
    {
        using (response)
            return await response.Content.ReadAsStringAsync();
    }

    // What is made from an argument may be a part of it: silent.
    static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return Whole(file);
    }

    static Stream Whole(Stream stream) => Shown(stream);

    static Stream Shown(Stream stream) => stream;
}
