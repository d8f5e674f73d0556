// option dotnet_code_quality.dispose_analysis_kind = AllPathsOnlyNotDisposed
class OnlyNotDisposed
{
    void Some_paths(string path, bool early)
    {
        // Silent: one path releases it.
        var s = new FileStream(path, FileMode.Open);
        if (early)
            return;
        s.Dispose();
    }

    void No_path(string path)
    {
        using var s = new FileStream(path, FileMode.Open);
        s.Flush();
    }
}
