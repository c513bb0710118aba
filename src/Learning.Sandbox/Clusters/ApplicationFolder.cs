using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Learning.Grading;
using Learning.Sandbox.Jails;

namespace Learning.Sandbox.Clusters;

/// <summary>What the application database keeps in the user's data folder, and where.</summary>
internal sealed class ApplicationFolder
{
    /// <summary>A socket's path ends at 107 characters, its own name included.</summary>
    private const int LongestSocketDirectory = 107 - 18;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public ApplicationFolder(string root)
    {
        Root = Path.GetFullPath(root);
        var beside = Path.Combine(Root, "s");
        Sockets = Encoding.UTF8.GetByteCount(beside) <= LongestSocketDirectory ? beside : ShortDirectory();
    }

    public string Root { get; }
    public string Sockets { get; }
    /// <summary>In a folder of the system's, and so ours to remove afterwards.</summary>
    public bool SocketsAreElsewhere => Path.GetDirectoryName(Sockets) != Root;
    public string Data => Path.Combine(Root, "cluster");
    /// <summary>initdb works here; the rename to <see cref="Data"/> is what makes a cluster whole.</summary>
    public string Unfinished => Path.Combine(Root, "cluster.new");
    public string Password => Path.Combine(Root, "password");
    public string Log => Path.Combine(Root, "postgresql.log");
    public bool HasData => File.Exists(Path.Combine(Data, "PG_VERSION"));

    /// <summary>Major version that the folder was made by.</summary>
    public int Major => int.Parse(File.ReadAllText(Path.Combine(Data, "PG_VERSION")).Trim(), CultureInfo.InvariantCulture);

    public void Prepare()
    {
        if (SocketsAreElsewhere)
            OwnFolder.Make(Sockets, "choose a data folder with a shorter path");
        foreach (var directory in (string[])[Root, Sockets])
        {
            Directory.CreateDirectory(directory, Private);
            // Fails when somebody else made it first, which is what a shared /tmp invites.
            File.SetUnixFileMode(directory, Private);
            Ownership.Give(directory);
        }
        if (Path.GetDirectoryName(Root) is { } above && Unprivileged.Obstacle(above) is { } closed)
            throw new InfrastructureException($"The application's data folder {Root} cannot be reached by an ordinary account because of {closed}, and PostgreSQL refuses to run as root. Choose another folder.");
    }

    /// <summary>Held while the server is ours. Ends with the process, however it ends.</summary>
    public FileStream Claim()
    {
        try
        {
            return new(Path.Combine(Root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException error)
        {
            throw new InfrastructureException($"Another Latency Lab is using the data folder {Root}. Stop it, or choose another folder.", error);
        }
    }

    public async Task<string> PasswordAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Password))
        {
            if (HasData)
                throw new InfrastructureException($"{Root} has a database and no password file; it cannot be opened. Restore {Password}, or move the folder away to begin anew.");
            await File.WriteAllTextAsync(Password, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)), cancellationToken);
            File.SetUnixFileMode(Password, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            Ownership.Give(Password);
        }
        return await File.ReadAllTextAsync(Password, cancellationToken);
    }

    /// <summary>
    /// The server that a killed application left running, if any. Only a process whose working directory is our data directory is one:
    /// the number in the file may have been given to a stranger since, and then the file is in the way and goes.
    /// </summary>
    public int? Orphan()
    {
        var file = Path.Combine(Data, "postmaster.pid");
        if (!File.Exists(file))
            return null;
        if (int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid)
            && new FileInfo($"/proc/{pid}/cwd").LinkTarget == Data)
            return pid;
        File.Delete(file);
        return null;
    }

    private string ShortDirectory()
    {
        var name = "latency-lab-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)))[..12];
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        return Path.Combine(runtime is { Length: > 0 and < 60 } && !Unprivileged.SupervisorIsRoot ? runtime : Path.GetTempPath(), name);
    }
}
