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
        JailKind.Bubblewrap => new BubblewrapJail(),
        JailKind.Docker => new DockerJail(options.DockerImage),
        _ => Automatic(options, BubblewrapJail.Probe, () => DockerProbe.Find(options.DockerImage)),
    };

    /// <param name="options">For the image's name.</param>
    /// <param name="bubblewrap">Null when it works, else what it lacks.</param>
    /// <param name="docker">The same; asked only without bubblewrap, since it takes a moment.</param>
    public static IJail Automatic(SandboxOptions options, Func<string?> bubblewrap, Func<string?> docker)
    {
        if (bubblewrap() is not { } lacking)
            return new BubblewrapJail();
        return docker() is not { } alsoLacking ? new DockerJail(options.DockerImage) : new MissingJail($"{lacking} Docker would serve as well: {alsoLacking}");
    }
}
