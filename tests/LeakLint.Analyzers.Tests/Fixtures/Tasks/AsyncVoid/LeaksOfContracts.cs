using System.Net.Http;

// What several types agreed on is changed in all of them: a suggestion.
interface IImporter
{
    void Import(string name);
}

abstract class Importer
{
    public abstract void Refresh();
}

sealed class Bound(HttpClient http) : Importer, IImporter
{
    public async void Import(string name) => await http.GetStringAsync(name); // want LEAK5003 info: 'Import'

    public override async void Refresh() => await http.GetStringAsync("all"); // want LEAK5003 info: 'Refresh'
}

// Silent: .NET says void.
sealed class Watch(HttpClient http) : IObserver<string>
{
    public async void OnCompleted() => await http.GetStringAsync("done");

    public async void OnError(Exception error) => await http.GetStringAsync("failed");

    public async void OnNext(string value) => await http.GetStringAsync(value);
}
