// option leaklint.ignored_types = Harmless | Contoso.*
// option leaklint.strong_types = System.IO.MemoryStream
// option leaklint.weak_types = ICable
class TypesByOption
{
    void Ignored()
    {
        // Silent: leaklint.ignored_types, here by simple name, and all that derives from it.
        var harmless = new Harmless();
        harmless.Use();
        var derived = new AlsoHarmless();
        derived.Use();
        // Silent: a pattern.
        var other = new Contoso.Wire();
        other.Use();
    }

    void Strong()
    {
        var stream = new MemoryStream(); // want LEAK1001: 'stream' is never released
        stream.WriteByte(1);
    }

    void Weak()
    {
        var cable = new Cable(); // want LEAK1001: 'cable' is never released
        cable.Use();
    }
}

class Harmless : IDisposable
{
    public void Use() => File.Delete("x");
    public void Dispose() => File.Delete("y");
}

sealed class AlsoHarmless : Harmless;

interface ICable : IDisposable;

sealed class Cable : ICable
{
    public void Use() => File.Delete("x");
    public void Dispose() => File.Delete("y");
}

namespace Contoso
{
    sealed class Wire : IDisposable
    {
        public void Use() => File.Delete("x");
        public void Dispose() => File.Delete("y");
    }
}
