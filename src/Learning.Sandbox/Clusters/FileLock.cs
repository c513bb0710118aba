namespace Learning.Sandbox.Clusters;

/// <summary>Between processes: two that start together build once.</summary>
internal static class FileLock
{
    public static async Task<FileStream> TakeAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }
}
