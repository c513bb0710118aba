using Learning.Grading;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Jails.Docker;
using Learning.Sandbox.Jails.Watching;

namespace Learning.Sandbox.Clusters;

/// <summary>
/// Folders right below one that anybody may write to (/tmp, /dev/shm): somebody else may have made one of the same name first, or a link in its place. Such a folder
/// is ours alone, or not used. Elsewhere a folder is taken as it is: whoever may make one there is the operator.
/// </summary>
internal static class OwnFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    /// <summary>For a supervisor that is root: its jails have another account, which has to get through to what it is given below.</summary>
    private const UnixFileMode Passable = Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static UnixFileMode Mode => Unprivileged.SupervisorIsRoot ? Passable : Private;

    /// <summary>Makes it where it is not there. Throws <see cref="InfrastructureException"/> when somebody else has.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="instead">What to do when it cannot be had, as the end of a sentence.</param>
    public static void Make(string path, string instead)
    {
        if (!LiesInTheOpen(path))
        {
            Directory.CreateDirectory(path);
            return;
        }
        Refuse(path, instead);
        Directory.CreateDirectory(path, Mode);
        Refuse(path, instead); // somebody may have been quicker
        File.SetUnixFileMode(path, Mode);
    }

    /// <summary>Why it is not to be used; null when it is ours, not there yet, or where only the operator can have made it.</summary>
    public static string? Problem(string path, string instead)
    {
        if (!LiesInTheOpen(path) || FileLook.At(path) is not { } found)
            return null;
        var what = !found.IsDirectory ? "is a link or a file"
            : IsOurs(found.Owner) ? null
            : $"belongs to account {found.Owner}";
        return what is null ? null : $"{path} {what}, in a place where anybody can make one, and is not used: remove it, or {instead}.";
    }

    private static void Refuse(string path, string instead)
    {
        if (Problem(path, instead) is { } problem)
            throw new InfrastructureException(problem);
    }

    private static bool LiesInTheOpen(string path) =>
        OperatingSystem.IsLinux() && Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(path)) is { } above && Directory.Exists(above) && File.GetUnixFileMode(above).HasFlag(UnixFileMode.OtherWrite);

    /// <summary>Root gives folders away to the account of its jails, and takes them up again at the next start.</summary>
    private static bool IsOurs(uint owner) => owner == (uint)HostAccount.UserId || (Unprivileged.SupervisorIsRoot && owner == Unprivileged.Nobody);
}
