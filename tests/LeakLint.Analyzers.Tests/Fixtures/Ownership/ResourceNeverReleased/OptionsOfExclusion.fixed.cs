// option dotnet_code_quality.excluded_symbol_names = Left_out | M:Inside.LeftOutToo | Prefix_*
// option dotnet_code_quality.LEAK1005.excluded_symbol_names = OtherRule
// option dotnet_code_quality.excluded_type_names_with_derived_types = Base
class Inside
{
    void Reported(string path)
    {
        using var s = new FileStream(path, FileMode.Open);
        s.Flush();
    }

    void Left_out(string path)
    {
        // Silent: excluded by its simple name.
        var s = new FileStream(path, FileMode.Open);
        s.Flush();
    }

    void LeftOutToo(string path)
    {
        // Silent: excluded by its documentation id.
        var s = new FileStream(path, FileMode.Open);
        s.Flush();
    }

    void Prefix_with_more(string path)
    {
        // Silent: excluded by a pattern, here around a lambda.
        Action act = () =>
        {
            var s = new FileStream(path, FileMode.Open);
            s.Flush();
        };
        act();
    }
}

class Derived : Base
{
    void M(string path)
    {
        // Silent: in a type that derives from an excluded one.
        var s = new FileStream(path, FileMode.Open);
        s.Flush();
    }
}

class Base;

class OtherRule
{
    // The spelling for one rule goes before the one for all, and is about that rule only.
    void Left_out(string path)
    {
        // Silent: LEAK1001 is excluded by the spelling for all.
        var s = new FileStream(path, FileMode.Open);
        s.Flush();
    }

    void Dropped(string path)
    {
        // Silent: LEAK1005 is excluded here.
        new FileStream(path, FileMode.Open);
        using var s = new FileStream(path, FileMode.Open);
        s.Flush();
    }
}
