using System.Diagnostics;
using Learning.Cli;
using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Sandbox.Clusters;
using Npgsql;

namespace Learning.Benchmarks.Sandbox;

/// <summary>
/// What a careful team does today, in turn with ours on the same answer: a fresh PostgreSQL, schema and data, then <c>dotnet test</c> on what was handed in.
/// Its packages are restored beforehand, it has one data set instead of three, and it looks at no plan, no growth and no time.
/// </summary>
internal static class PeerFlow
{
    public static async Task<PeerFigures> RunAsync(Lab lab, DirectoryInfo project, int rounds, Action<string> say, CancellationToken cancellationToken)
    {
        var exercise = lab.Library.Find("feed-n-plus-one")!;
        var reference = exercise.Declared().First(declared => declared.Name == "reference");
        await lab.Sandbox.WarmAsync(exercise, cancellationToken);
        List<double> theirs = [], ours = [], server = [], data = [], test = [];
        for (var round = 0; round <= rounds; round++)
        {
            await lab.Sandbox.WarmAsync(exercise, cancellationToken);
            var clock = new StageClock();
            var (report, _) = await lab.Grader.GradeAsync(exercise, reference.Source, GradeMode.Submit, clock, cancellationToken);
            var mine = clock.Ms;
            if (!reference.Landed(report))
                throw new InfrastructureException($"The reference came to {report.Verdict}.");
            var (started, loaded, tested) = await PeerAsync(exercise, project, cancellationToken);
            say($"round {round}: ours {mine:0} ms, a fresh server {started:0} + data {loaded:0} + dotnet test {tested:0} ms");
            if (round == 0)
                continue; // disk caches are cold for both
            ours.Add(mine);
            theirs.Add(started + loaded + tested);
            server.Add(started);
            data.Add(loaded);
            test.Add(tested);
        }
        var (them, us) = (Times.Of(theirs), Times.Of(ours));
        return new("initdb and start", us, them, Times.Of(server), Times.Of(data), Times.Of(test), Math.Round(them.Median / us.Median, 1));
    }

    /// <summary>Flows a minute, as many at once as gradings, nobody pausing.</summary>
    public static async Task<double> PerMinuteAsync(Lab lab, DirectoryInfo project, TimeSpan duration, int slots, Action<string> say, CancellationToken cancellationToken)
    {
        var exercise = lab.Library.Find("feed-n-plus-one")!;
        var (started, done) = (Stopwatch.GetTimestamp(), 0);
        await Task.WhenAll(Enumerable.Range(0, slots).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                await PeerAsync(exercise, project, cancellationToken);
                say($"the peer flow: {Interlocked.Increment(ref done)} in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
            }
        }, cancellationToken)));
        return done / Stopwatch.GetElapsedTime(started).TotalMinutes;
    }

    private static async Task<(double Server, double Data, double Test)> PeerAsync(Exercise exercise, DirectoryInfo project, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("peer-").FullName;
        try
        {
            foreach (var file in project.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => !file.FullName.Contains("/bin/", StringComparison.Ordinal)))
            {
                var copy = Path.Combine(folder, Path.GetRelativePath(project.FullName, file.FullName));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                file.CopyTo(copy);
            }
            Directory.CreateDirectory(Path.Combine(folder, "Submission"));
            foreach (var source in exercise.Model.Append(exercise.Reference))
                await File.WriteAllTextAsync(Path.Combine(folder, "Submission", source.Name), source.Text, cancellationToken);

            var started = Stopwatch.GetTimestamp();
            var installation = PostgresInstallation.Find();
            var (directory, sockets) = (Path.Combine(folder, "data"), Path.Combine(folder, "s"));
            Directory.CreateDirectory(sockets);
            await ShellCommand.RunAsync(installation.Program("initdb"), ["-D", directory, "-U", "peer", "--auth=trust", "-E", "UTF8", "--no-locale"], cancellationToken, installation.Libraries);
            await using var server = await TrustedPostgres.StartAsync(installation, directory, sockets, []);
            _ = server.Log.CopyToAsync(Stream.Null, cancellationToken);
            var connection = new NpgsqlConnectionStringBuilder { Host = sockets, Username = "peer", Database = "postgres", Pooling = false, Timeout = 2 }.ToString();
            await WhenReadyAsync(connection, cancellationToken);
            var serving = Stopwatch.GetElapsedTime(started).TotalMilliseconds;

            var filled = Stopwatch.GetTimestamp();
            var seed = exercise.Data.Visible.Parameters.Aggregate(exercise.Data.Seed, (sql, parameter) => sql.Replace("{{" + parameter.Key + "}}", parameter.Value, StringComparison.Ordinal));
            await ExecuteAsync(connection, exercise.Data.Schema + ";" + seed + "; ANALYZE", cancellationToken);
            var loading = Stopwatch.GetElapsedTime(filled).TotalMilliseconds;

            var asked = Stopwatch.GetTimestamp();
            await TestAsync(folder, connection, cancellationToken);
            return (serving, loading, Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }
        finally
        {
            Supervisor.Remove(folder);
        }
    }

    private static async Task TestAsync(string folder, string connection, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", ["test", "--no-restore", "-v", "q"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PEER_DATABASE"] = connection;
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InfrastructureException($"The peer's dotnet test ended with {process.ExitCode}: {(await said)[..Math.Min(2000, (await said).Length)]} {await errors}");
    }

    private static async Task WhenReadyAsync(string connection, CancellationToken cancellationToken)
    {
        for (var turn = 0; ; turn++)
        {
            try
            {
                await ExecuteAsync(connection, "SELECT 1", cancellationToken);
                return;
            }
            catch (NpgsqlException) when (turn < 500)
            {
                await Task.Delay(20, cancellationToken);
            }
        }
    }

    private static async Task ExecuteAsync(string connection, string sql, CancellationToken cancellationToken)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, open) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>Both sides on the same machine and the same right answer, in turn.</summary>
internal sealed record PeerFigures(string Server, Times Ours, Times Theirs, Times FreshServer, Times Data, Times DotnetTest, double Ratio);
