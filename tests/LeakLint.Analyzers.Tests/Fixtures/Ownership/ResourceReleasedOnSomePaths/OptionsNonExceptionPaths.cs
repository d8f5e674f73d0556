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
        var s = new FileStream(path, FileMode.Open); // want LEAK1002: 's' is not released
        if (early)
            return;
        s.Dispose();
    }
}
