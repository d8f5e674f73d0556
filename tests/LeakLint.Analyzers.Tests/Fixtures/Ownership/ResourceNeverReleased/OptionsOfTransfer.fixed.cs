// option dotnet_code_quality.dispose_ownership_transfer_at_constructor = true
// option dotnet_code_quality.LEAK1001.dispose_ownership_transfer_at_method_call = true
class Transferring
{
    void Constructor_takes_over(string path)
    {
        // Silent: dispose_ownership_transfer_at_constructor.
        var s = new FileStream(path, FileMode.Open);
        _ = new Borrower(s);
    }

    void Call_takes_over(string path)
    {
        // Silent: dispose_ownership_transfer_at_method_call, although the BCL only reads from it.
        var s = new FileStream(path, FileMode.Open);
        _ = System.Security.Cryptography.SHA256.HashData(s);
    }

    void Own_body_is_still_looked_into(string path)
    {
        using var s = new FileStream(path, FileMode.Open);
        Use(s);
    }

    static void Use(Stream s) => s.Flush();
}

sealed class Borrower
{
    public Borrower(Stream s) => s.Flush();
}
