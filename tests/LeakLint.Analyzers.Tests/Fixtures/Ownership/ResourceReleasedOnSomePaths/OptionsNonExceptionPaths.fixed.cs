// option dotnet_code_quality.dispose_analysis_kind = NonExceptionPaths
class NonExceptionPaths
{
    void Throws(string path, bool broken)
    {
        // Silent: only the exception leaves it open.
        var s = new FileStream(path, FileMode.Open);
        if (broken)
            throw new InvalidOperationException();
        s.Dispose();
    }

    void Returns(string path, bool early)
    {
        using var s = new FileStream(path, FileMode.Open);
        if (early)
            return;
    }
}
