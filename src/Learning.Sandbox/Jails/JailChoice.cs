using Learning.Sandbox.Jails.Docker;

namespace Learning.Sandbox.Jails;

/// <summary>What Sandbox:Jail may say.</summary>
public enum JailKind
{
    /// <summary>bubblewrap where it works, else Docker where an engine answers.</summary>
    Auto,
    Bubblewrap,
    Docker,
}

/// <summary>Which jail this machine gets. What the operator named is used even if it does not work: its own faults say why.</summary>
internal static class JailChoice
{
    public static IJail Make(SandboxOptions options) => options.Jail switch
    {
        JailKind.Bubblewrap => new BubblewrapJail(options),
        JailKind.Docker => new DockerJail(options.DockerImage),
        _ => Automatic(options, BubblewrapJail.Probe, () => DockerProbe.Find(options.DockerImage)),
    };

    /// <param name="options">For the jail that is chosen.</param>
    /// <param name="bubblewrap">Null when it works, else what it lacks.</param>
    /// <param name="docker">The same; asked only without bubblewrap, since it takes a moment.</param>
    public static IJail Automatic(SandboxOptions options, Func<string?> bubblewrap, Func<string?> docker)
    {
        if (bubblewrap() is not { } lacking)
            return new BubblewrapJail(options);
        if (docker() is not { } alsoLacking)
            return new DockerJail(options.DockerImage);
        var why = $"{lacking} Docker would serve as well: {alsoLacking} Then start the lab anew: it looks for a jail when it starts.";
        return options.AllowUnjailedPostgres ? new UnjailedPostgres(why) : new MissingJail(why);
    }
}
