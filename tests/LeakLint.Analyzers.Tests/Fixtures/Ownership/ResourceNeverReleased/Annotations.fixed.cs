using JetBrains.Annotations;
using LeakLint.Annotations;

// What attributes say: LeakLint's own, as an internal copy, and those of JetBrains.
class Annotated
{
    // Neither name nor body tells: the attribute does.
    void Result_is_owned(IPool pool)
    {
        using var line = pool.Next();
        line.Use();
    }

    void Result_of_the_implementation_is_owned_too(Pool pool)
    {
        using var line = pool.Next();
        line.Use();
    }

    void Result_belongs_to_the_pool(IPool pool)
    {
        // Silent: [return: NotOwning], although the name says Create.
        var line = pool.CreateShared();
        line.Use();
    }

    void Out_parameter_is_owned(IPool pool)
    {
        pool.Rent(out var line);
        using (line)
        {
            line.Use();
        }
    }

    void Argument_is_borrowed(IPool pool)
    {
        using var line = new Line();
        pool.Inspect(line);
    }

    void Argument_is_taken_over(IPool pool)
    {
        // Silent: [Owning] parameter, of a method whose name would not keep anything.
        var line = new Line();
        pool.Read(line);
    }

    void Argument_is_released(IPool pool)
    {
        // Silent: [Releases] parameter.
        var line = new Line();
        pool.ReadToEnd(line);
    }

    void Method_releases_its_object()
    {
        // Silent: [Releases] method.
        var line = new Line();
        line.HangUp();
    }

    void Constructor_takes_over()
    {
        // Silent: [Owning] parameter of something that needs no release itself.
        _ = new Recorder(new Line());
    }

    void Constructor_borrows()
    {
        using var line = new Line();
        using var view = new View(line);
    }
}

class AnnotatedByJetBrains
{
    void Type_must_be_disposed()
    {
        using var cookie = new Cookie();
        cookie.Use();
    }

    void Type_need_not_be_disposed()
    {
        // Silent: [MustDisposeResource(false)] on the type.
        var memory = new Memory();
        memory.Use();
    }

    void Constructor_need_not_be_disposed()
    {
        // Silent: [MustDisposeResource(false)] on this constructor.
        var line = new Line(open: false);
        line.Use();
        using var opened = new Line(open: 1);
        opened.Use();
    }

    void Method_must_be_disposed(ILines lines)
    {
        using var line = lines.Some();
        line.Use();
    }

    void Method_need_not_be_disposed(ILines lines)
    {
        // Silent: [MustDisposeResource(false)], although the name says Open.
        var line = lines.OpenShared();
        line.Use();
    }

    void Argument_is_handled(ILines lines)
    {
        // Silent: [HandlesResourceDisposal] parameter.
        var line = new Line();
        lines.Parse(line);
    }

    void Other_argument_is_not(ILines lines)
    {
        using var line = new Line();
        var other = new Line();
        lines.ParseBoth(line, other);
    }
}

class Keeper([Owning] Line given) : IDisposable
{
    private readonly Line _given = given;
    [NotOwning] private readonly Line _shared = new();

    public void Use() => _given.Use();

    public void Dispose()
    {
        _given.Dispose();
    }
}

sealed class Telephone : IDisposable
{
    [Owning] private readonly Line _line;
    private readonly Line _other = new();

    public Telephone(Line line) => _line = line;

    public void Use() => _line.Use();

    public void Dispose()
    {
        _line.Dispose();
        _other.Dispose();
    }
}

interface IPool
{
    [return: Owning] Line Next();
    [return: NotOwning] Line CreateShared();
    bool Rent([Owning] out Line line);
    void Inspect([NotOwning] Line line);
    void Read([Owning] Line line);
    void ReadToEnd([Releases] Line line);
}

abstract class Pool : IPool
{
    public abstract Line Next();
    public abstract Line CreateShared();
    public abstract bool Rent(out Line line);
    public abstract void Inspect(Line line);
    public abstract void Read(Line line);
    public abstract void ReadToEnd(Line line);
}

interface ILines
{
    [MustDisposeResource] Line Some();
    [MustDisposeResource(false)] Line OpenShared();
    void Parse([HandlesResourceDisposal] Line line);
    void ParseBoth(Line line, [HandlesResourceDisposal] Line other);
}

sealed class Line : IDisposable
{
    public Line() { }
    [MustDisposeResource(false)] public Line(bool open) { }
    public Line(int open) { }
    public void Use() => File.Delete("x");
    [Releases] public void HangUp() => File.Delete("y");
    public void Dispose() => File.Delete("y");
}

sealed class Recorder([Owning] Line line)
{
    public string Text => line.ToString() + "";
}

sealed class View([NotOwning] Line line) : IDisposable
{
    public void Dispose() => File.Delete(line + "");
}

[MustDisposeResource]
struct Cookie : IDisposable
{
    public void Use() => File.Delete("x");
    public void Dispose() => File.Delete("y");
}

[MustDisposeResource(false)]
class Memory : IDisposable
{
    public void Use() => File.Delete("x");
    public void Dispose() => File.Delete("y");
}

namespace LeakLint.Annotations
{
    [AttributeUsage(AttributeTargets.All)]
    internal sealed class OwningAttribute : Attribute;

    [AttributeUsage(AttributeTargets.All)]
    internal sealed class NotOwningAttribute : Attribute;

    [AttributeUsage(AttributeTargets.All)]
    internal sealed class ReleasesAttribute : Attribute;
}

namespace JetBrains.Annotations
{
    [AttributeUsage(AttributeTargets.All)]
    internal sealed class MustDisposeResourceAttribute(bool value = true) : Attribute
    {
        public bool Value => value;
    }

    [AttributeUsage(AttributeTargets.All)]
    internal sealed class HandlesResourceDisposalAttribute : Attribute;
}
