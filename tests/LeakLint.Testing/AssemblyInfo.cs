using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("LeakLint.Analyzers.Tests")]
[assembly: InternalsVisibleTo("LeakLint.Fuzz")]
