namespace LeakLint.Analyzers.Tests.Engine;

/// <summary>What callers are told of a method.</summary>
public sealed class CalleeSummariesTests
{
    [Theory]
    [InlineData("static void M(Res r) { r.Use(); }", "result Other; receiver Borrows; r Borrows")]
    [InlineData("static void M(Res r) { using (r) { r.Use(); } }", "result Other; receiver Borrows; r Releases")]
    [InlineData("static void M(Res r, bool b) { if (b) r.Dispose(); }", "result Other; receiver Borrows; r TakesOver, b Borrows")]
    [InlineData("static Res? s_r; static void M(Res r) { s_r = r; }", "result Other; receiver Borrows; r TakesOver")]
    [InlineData("static Res M(Res r) => r;", "result Arguments; receiver Borrows; r Borrows")]
    [InlineData("static Res M() => new Res();", "result Caller; receiver Borrows; ")]
    [InlineData("static Task<ResA> M() => ResA.CreateAsync();", "result Caller; receiver Borrows; ")]
    [InlineData("static Res? s_r; static Res M() => s_r ??= new Res();", "result Other; receiver Borrows; ")]
    [InlineData("static Res M(int n) => n == 0 ? new Res() : M(n - 1);", "result Caller; receiver Borrows; n Borrows")]
    [InlineData("static void M(Res r) => Close(r); static void Close(Res r) => r.Dispose();", "result Other; receiver Borrows; r Releases")]
    [InlineData("static Dictionary<int, Res> s_all = []; static bool M(int n, out Res? r) => s_all.TryGetValue(n, out r);", "result Other; receiver Borrows; n Borrows, r Borrows")]
    [InlineData("static Dictionary<int, Res> s_all = []; static void M(int n, Res r) { r.Use(); s_all[n] = r; }", "result Other; receiver Borrows; n Borrows, r TakesOver")]
    [InlineData("static void M(Res r) => Use(r); static void Use(Res r) => r.Use();", "result Other; receiver Borrows; r Borrows")]
    [InlineData("static Res? s_r; static void M(Res r) => Keep(r); static void Keep(Res r) { s_r = r; }", "result Other; receiver Borrows; r TakesOver")]
    [InlineData("static void M(Res r) { Use(r); static void Use(Res r) => r.Dispose(); } static void Use(Res r) => r.Use();", "result Other; receiver Borrows; r Releases")]
    public async Task Summary_says(string body, string summary) => Assert.Equal(summary, await Engine.SummaryAsync(body));

    /// <summary>An answer that reached its limit must not be given to who may look deeper, nor a deeper one to who may not.</summary>
    [Fact]
    public async Task Each_depth_gets_its_own_answer()
    {
        const string body = "static void M(Res r) => A(r); static void A(Res r) => B(r); static void B(Res r) { var same = r; same.Use(); }";
        string[] expected = [.. await Task.WhenAll(new[] { 1, 2, 3, 4 }.Select(depth => Engine.SummaryAsync(body, depth)))];
        Assert.Contains("r TakesOver", expected[0]);
        Assert.Contains("r Borrows", expected[3]);
        Assert.Equal(expected, await Engine.SummariesAsync(body, 1, 2, 3, 4));
        Assert.Equal(expected.Reverse(), await Engine.SummariesAsync(body, 4, 3, 2, 1));
    }
}
