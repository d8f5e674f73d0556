using Xunit;

// Checks look at the whole process: here every test runs alone.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
