// ownership T:Harmless none
// ownership T:System.IO.MemoryStream strong
// ownership T:Cable weak exact
// ownership M:Hub.Next fresh      # neither the name nor the body tells
// ownership M:Hub.Next(System.Int32) other
// ownership M:Hub.Inspect borrows
// ownership M:Hub.Read cable=takes
// ownership M:Hub.Finish releases
// ownership M:Hub.Try cable=fresh
// ownership M:Recorder.#ctor takes
// ownership M:Cable.HangUp released
class FromTheFile
{
    void Type_needs_no_release()
    {
        // Silent: T:Harmless none.
        var harmless = new Harmless();
        harmless.Use();
    }

    void Type_needs_release()
    {
        var stream = new MemoryStream(); // want LEAK1001: 'stream' is never released
        stream.WriteByte(1);
    }

    void Result_is_fresh(Hub hub)
    {
        var cable = hub.Next(); // want LEAK1001: 'cable' is never released
        cable.Use();
    }

    void Result_of_this_overload_is_not(Hub hub)
    {
        // Silent: M:Hub.Next(System.Int32) other.
        var cable = hub.Next(3);
        cable.Use();
    }

    void Argument_is_borrowed(Hub hub)
    {
        var cable = new LongCable(); // want LEAK1001: 'cable' is never released
        hub.Inspect(cable);
    }

    void One_argument_is_taken(Hub hub)
    {
        var first = new LongCable(); // want LEAK1001: 'first' is never released
        // Silent: cable=takes.
        var second = new LongCable();
        hub.Read(first, second);
    }

    void Argument_is_released(Hub hub)
    {
        // Silent: M:Hub.Finish releases.
        var cable = new LongCable();
        hub.Finish(cable);
    }

    void Out_argument_is_fresh(Hub hub)
    {
        hub.Try(out var cable); // want LEAK1001: 'cable' is never released
    }

    void Constructor_takes()
    {
        // Silent: M:Recorder.#ctor takes.
        var cable = new LongCable();
        _ = new Recorder(cable);
    }

    void Receiver_is_released()
    {
        // Silent: M:Cable.HangUp released, also of what derives from it.
        var cable = new LongCable();
        cable.HangUp();
    }
}

abstract class Hub
{
    public abstract Cable Next();
    public abstract Cable Next(int number);
    public abstract void Inspect(Cable cable);
    public abstract void Read(Cable other, Cable cable);
    public abstract void Finish(Cable cable);
    public abstract bool Try(out Cable cable);
}

class Cable : IDisposable
{
    public void Use() => File.Delete("x");
    public void HangUp() => File.Delete("y");
    public void Dispose() => File.Delete("y");
}

sealed class LongCable : Cable;

sealed class Recorder(Cable cable)
{
    public string Text => cable + "";
}

sealed class Harmless : IDisposable
{
    public void Use() => File.Delete("x");
    public void Dispose() => File.Delete("y");
}
