public static class Tunes
{
    public static event Action<string>? Changed;

    public static void Play(string title) => Changed?.Invoke(title);
}

public sealed class Song
{
    public string Title { get; set; } = "";
}

// Nobody makes it here, and each one is for one song.
public sealed class LyricsLogic
{
    private readonly Song _song;

    public LyricsLogic(Song song)
    {
        _song = song;
        Tunes.Changed += title => _song.Title = title; // want LEAK4007 info: 'Tunes.Changed'
    }
}

// Two members make it.
public sealed class Cover
{
    private string _title = "";

    public Cover() => Tunes.Changed += OnChanged; // want LEAK4007 info: 'Tunes.Changed'

    public string Title => _title;

    private void OnChanged(string title) => _title = title;
}

public sealed class Shelf
{
    private Cover? _front;

    public Cover Front() => _front = new Cover();

    public Cover Back() => new Cover();
}
