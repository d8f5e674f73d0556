// Silent: what is started is what it is called on.
public interface ITracer : IDisposable
{
    ITracer Start(object listener);
}

sealed class Fluent(ITracer tracer)
{
    void Listen() => tracer.Start(new object());

    void ListenTwice()
    {
        tracer.Start(new object());
        tracer.Start(new object());
    }
}
