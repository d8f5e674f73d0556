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
    public async Task Summary_says(string body, string summary) => Assert.Equal(summary, await Engine.SummaryAsync(body));
}
