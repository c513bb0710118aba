namespace Learning.Sandbox.Jails;

/// <summary>Starts programs that must not reach anything of the host but what they are given.</summary>
internal interface IJail
{
    /// <summary>Shown in reports and on the health page.</summary>
    string Name { get; }

    /// <summary>Throws <see cref="Grading.InfrastructureException"/> when the jail itself cannot be built.</summary>
    Task<JailedProcess> StartAsync(JailCommand command, CancellationToken cancellationToken);
}
