// The content of a request is only a view of what it was made from.
class Uploads(HttpClient http)
{
    public Task<HttpResponseMessage> Upload(string path)
    {
        using var file = File.OpenRead(path); // also
        using var content = new StreamContent(file);
        return http.PostAsync("files", content); // want LEAK5004: file
    }

    // Clean: the file lives until the answer is there.
    public async Task<HttpResponseMessage> Awaited(string path)
    {
        using var file = File.OpenRead(path);
        using var content = new StreamContent(file);
        return await http.PostAsync("files", content);
    }

    // Clean: a text needs nothing that is released.
    public Task<HttpResponseMessage> Text(string text)
    {
        var content = new StringContent(text);
        return http.PostAsync("files", content);
    }
}
