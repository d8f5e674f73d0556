using System;
using System.Globalization;

namespace LeakLint.Guard.Tests.Testing;

/// <summary>How long one soak test runs: three seconds, or what LEAKLINT_SOAK_SECONDS says.</summary>
internal static class Soak
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(
        double.TryParse(Environment.GetEnvironmentVariable("LEAKLINT_SOAK_SECONDS"), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) ? seconds : 3);
}
