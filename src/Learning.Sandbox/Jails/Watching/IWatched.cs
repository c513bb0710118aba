namespace Learning.Sandbox.Jails.Watching;

/// <summary>A limit that <see cref="WatchRounds"/> looks at.</summary>
internal interface IWatched
{
    /// <summary>How long to wait until the next look; null when there is nothing more to look for.</summary>
    TimeSpan? Look();

    /// <summary>No look comes to anything from here on; returns when none is under way.</summary>
    void Close();

    /// <summary>As if the limit had been passed: what cannot be looked at ends.</summary>
    void Stop();
}
