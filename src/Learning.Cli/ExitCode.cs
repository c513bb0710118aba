namespace Learning.Cli;

/// <summary>What scripts may rely on.</summary>
internal static class ExitCode
{
    public const int Passed = 0;
    public const int NotPassed = 1;
    public const int WrongCall = 2;
    public const int OurFault = 3;
}
