namespace LeakLint.Analyzers.Tests.Engine;

/// <summary>What the engine says of each site, for one idea of control flow or ownership at a time.</summary>
public sealed class OwnershipAnalysisTests
{
    [Theory]
    [InlineData("void M() { var r = new Res(); r.Use(); }", "r: lost")]
    [InlineData("void M() { var r = new Res(); r.Dispose(); }", "r: released")]
    [InlineData("void M() { using var r = new Res(); r.Use(); }", "r: released")]
    [InlineData("Res M() { var r = new Res(); return r; }", "r: returned")]
    [InlineData("void M() { new Res().Use(); }", "-: lost")]
    [InlineData("async Task M() { var r = await ResA.CreateAsync(); }", "r: lost")]
    [InlineData("async Task M() { await using var r = await ResA.CreateAsync().ConfigureAwait(false); }", "r: released")]
    public Task Straight_line(string body, string fates) => FatesAreAsync(body, fates);

    [Theory]
    [InlineData("void M(bool b) { var r = new Res(); if (b) return; r.Dispose(); }", "r: released, lost")]
    [InlineData("void M(bool b) { var r = new Res(); if (b) throw new Exception(); r.Dispose(); }", "r: released, lost at throw")]
    [InlineData("void M(bool b) { Res? r = b ? new Res() : null; r?.Dispose(); }", "r: released")]
    [InlineData("void M(bool b) { Res? r = null; if (b) r = new Res(); if (r != null) r.Dispose(); }", "r: released")]
    [InlineData("void M(Res? r) { r ??= new Res(); r.Dispose(); }", "r: released")]
    [InlineData("void M(object o) { var r = new Res(); if (r is { Ok: true } same) same.Dispose(); }", "r: released, lost")]
    [InlineData("int M(int n) { var r = new Res(); switch (n) { case 0: return 0; default: r.Dispose(); return 1; } }", "r: released, lost")]
    public Task Branches_and_null(string body, string fates) => FatesAreAsync(body, fates);

    [Theory]
    [InlineData("Res M() { var done = false; var r = new Res(); try { r.Use(); done = true; return r; } finally { if (!done) r.Dispose(); } }", "r: returned")]
    [InlineData("void M(bool wait) { Res? r = null; if (wait) r = new Res(); if (wait) r!.Dispose(); }", "r: released")]
    [InlineData("void M(Res? r) { var own = r is null; r ??= new Res(); r.Use(); if (own) r.Dispose(); }", "r: released")]
    [InlineData("Res? M() { Res? r = new Res(); try { r.Use(); var result = r; r = null; return result; } finally { r?.Dispose(); } }", "r: returned")]
    public Task Flags(string body, string fates) => FatesAreAsync(body, fates);

    [Theory]
    [InlineData("void M() { var r = new Res(); try { r.Use(); } finally { r.Dispose(); } }", "r: released")]
    [InlineData("void M() { var r = new Res(); try { r.Use(); r.Dispose(); } catch (IOException) { } }", "r: released, lost")]
    [InlineData("Res M() { var r = new Res(); try { r.Use(); return r; } catch { r.Dispose(); throw; } }", "r: released, returned")]
    [InlineData("void M() { try { var r = new Res(); r.Dispose(); } catch { } }", "r: released")]
    [InlineData("void M() { var r = new Res(); try { try { r.Use(); } finally { r.Dispose(); } } catch { } }", "r: released")]
    [InlineData("void M() { var r = new Res(); try { throw new IOException(); } catch (IOException) { r.Dispose(); } }", "r: released")]
    [InlineData("void M() { var r = new Res(); try { throw new IOException(); } catch (FormatException) { r.Dispose(); } }", "r: lost at throw")]
    public Task Exceptions(string body, string fates) => FatesAreAsync(body, fates);

    [Theory]
    [InlineData("void M() { for (var i = 0; i < 3; i++) { var r = new Res(); r.Dispose(); } }", "r: released")]
    [InlineData("void M() { Res? r = null; for (var i = 0; i < 3; i++) { r = new Res(); } r?.Dispose(); }", "r: released, overwritten")]
    [InlineData("void M() { Res? r = null; for (var i = 0; i < 3; i++) { r?.Dispose(); r = new Res(); } r?.Dispose(); }", "r: released")]
    [InlineData("void M() { var r = new Res(); r = new Res(); r.Dispose(); }", "r: overwritten\nr: released")]
    [InlineData("List<Res> M() { var all = new List<Res>(); foreach (var c in \"ab\") { var r = new Res(); all.Add(r); } return all; }", "r: returned")]
    [InlineData("void M() { var all = new List<Res>(); all.Add(new Res()); foreach (var r in all) r.Dispose(); }", "all: released")]
    public Task Loops(string body, string fates) => FatesAreAsync(body, fates);

    [Theory]
    [InlineData("IEnumerable<int> M() { var r = new Res(); yield return 1; r.Dispose(); }", "r: released, lost at yield")]
    [InlineData("IEnumerable<int> M() { using var r = new Res(); yield return 1; }", "r: released")]
    public Task Iterators(string body, string fates) => FatesAreAsync(body, fates);

    [Theory]
    [InlineData("void M() { var r = new Res(); Close(r); } void Close(Res r) => r.Dispose();", "r: released")]
    [InlineData("void M() { var r = new Res(); Look(r); } void Look(Res r) => r.Use();", "r: lost")]
    [InlineData("Res? _r; void M() { var r = new Res(); Keep(r); } void Keep(Res r) => _r = r;", "r: handed over")]
    [InlineData("void M() { var r = Make(); } Res Make() => new Res();", "r: lost")]
    [InlineData("Res _shared = new(); void M() { var r = Shared(); } Res Shared() => _shared;", "")]
    [InlineData("void M() { if (TryMake(out var r)) r!.Use(); } bool TryMake(out Res? r) { r = new Res(); return true; }", "r: lost")]
    [InlineData("void M() { var r = new Res(); Local(); void Local() => r.Dispose(); }", "r: handed over")]
    [InlineData("void M() { var r = new Res(); Task.Run(() => r.Use()); }", "r: lost")]
    [InlineData("void M() { var r = new Res(); Task.Run(() => r.Dispose()); }", "r: handed over")]
    [InlineData("void M() { Timer? t = null; t = new Timer(_ => t!.Dispose()); }", "t: handed over")]
    public Task Calls(string body, string fates) => FatesAreAsync(body, fates);

    [Theory]
    [InlineData("void M() { var s = File.OpenRead(\"x\"); using var r = new StreamReader(s); }", "s: released\nr: released")]
    [InlineData("void M() { var s = File.OpenRead(\"x\"); using var r = new StreamReader(s, leaveOpen: true); }", "s: lost")]
    [InlineData("void M(Stream s) { var r = new StreamReader(s); r.Read(); }", "")]
    [InlineData("Stream M(HttpClient http) => http.Send(new(), HttpCompletionOption.ResponseHeadersRead).Content.ReadAsStream();", "-: handed over")]
    public Task Wrappers_and_parts(string body, string fates) => FatesAreAsync(body, fates);

    [Theory]
    [InlineData("Res? _r; public void M() { _r = new Res(); }", "_r: overwritten\n_r: handed over")]
    [InlineData("Res? _r; public void M() { _r?.Dispose(); _r = new Res(); }", "_r: released\n_r: handed over")]
    [InlineData("Res? _r; public void M() { if (_r is null) _r = new Res(); }", "_r: \n_r: handed over")]
    [InlineData("Res? _r; public void M() { _r ??= new Res(); }", "_r: \n_r: handed over")]
    [InlineData("Res? _r; public void M() { Stop(); _r = new Res(); } void Stop() => _r?.Dispose();", "_r: released\n_r: handed over")]
    [InlineData("Res? _r; public void M() => Interlocked.Exchange(ref _r, new Res())?.Dispose();", "-: handed over")]
    public Task Fields(string body, string fates) => FatesAreAsync(body, fates);

    private const string View = " sealed class View : IDisposable { private readonly Res _r; public View(Res r) { _r = r; } public void Dispose() => _r.Use(); }";
    private const string Owner = " sealed class Owner : IDisposable { private readonly Res _r; public Owner(Res r) { _r = r; } public void Dispose() => _r.Dispose(); }";

    [Theory]
    [InlineData("void M() { var r = new Res(); using var v = new View(r); }" + View, "r: lost\nv: released")]
    [InlineData("void M() { using var v = new View(new Res()); }" + View, "-: lost\nv: released")]
    [InlineData("void M() { using var r = new Res(); using var v = new View(r); }" + View, "r: released\nv: released")]
    [InlineData("View M() { var r = new Res(); return new View(r); }" + View, "r: returned\n-: returned")]
    [InlineData("void M() { using var o = new Owner(new Res()); }" + Owner, "o: released\no: released")]
    public Task Who_releases_a_wrapper_has_released_what_it_owns(string body, string fates) => FatesAreAsync(body, fates);

    [Theory]
    [InlineData("void M() { var r = (Res)Make().Clone(); } static ICloneable Make() => null!;", "r: lost")]
    [InlineData("void M() { object r = Make().Clone(); } static ICloneable Make() => null!;", "")]
    public Task A_copy_is_what_it_is_cast_to(string body, string fates) => FatesAreAsync(body, fates);

    [Theory]
    [InlineData("void M(dynamic d) { var r = new Res(); d.Take(r); }", "r: handed over")]
    public Task What_cannot_be_followed_is_handed_over(string body, string fates) => FatesAreAsync(body, fates);

    private static async Task FatesAreAsync(string body, string fates) => Assert.Equal(fates, await Engine.FatesAsync(body));
}
