using System.Diagnostics;
using Learning.Grading;
using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Learning.Grading.Incidents.Scoring;
using Learning.Sandbox.Incidents;
using Learning.Sandbox.Incidents.Players;

namespace Learning.Benchmarks.Incidents;

internal sealed class IncidentBench(IncidentLabs labs, Incident incident, Journal<IncidentEntry> journal, long seed)
{
    private const double TimesWorse = 20;
    private readonly List<IncidentEntry> _entries = [.. journal.Read().Where(entry => entry.Incident == incident.Slug && entry.Revision == incident.Revision)];

    public IReadOnlyList<IncidentEntry> Entries => _entries;

    /// <summary>Each player plays <paramref name="repeat"/> times, each time on another seed, and so many of them beside each other as <paramref name="atOnce"/> says: a lab is judged by its own load, whoever is next to it.</summary>
    public async Task PlayersAsync(IReadOnlyList<string> only, int repeat, int atOnce, CancellationToken cancellationToken)
    {
        await labs.WarmAsync(incident, null, cancellationToken);
        var plays = from turn in Enumerable.Range(0, repeat)
                    from player in incident.Players
                    where only.Count == 0 || only.Contains(player.Name, StringComparer.OrdinalIgnoreCase)
                    where !_entries.Exists(entry => entry.Part == "players" && entry.Name == player.Name && entry.Seed == seed + turn)
                    select (player, drawn: seed + turn);
        await Parallel.ForEachAsync(plays.ToList(), new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken },
            async (play, stop) => Add(await PlayAsync("players", play.player, play.drawn, stop) with { AtOnce = atOnce }));
    }

    /// <summary>The expert plays while another lab is left at its worst; a third is asked for and must wait.</summary>
    public async Task NeighboursAsync(CancellationToken cancellationToken)
    {
        if (_entries.Exists(entry => entry.Part == "neighbours"))
            return;
        await labs.WarmAsync(incident, null, cancellationToken);
        await using var other = await labs.StartAsync(Guid.NewGuid(), incident, seed + 100, new Progress<LabProgress>(), cancellationToken);
        while (other.Record.FullAt is null)
            await Task.Delay(500, cancellationToken);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<IncidentLab>? third = null;
        var (said, waits) = ("", false);
        var played = await PlayAsync("neighbours", incident.Players[0], seed, cancellationToken,
            begun: () => third = labs.StartAsync(Guid.NewGuid(), incident, seed + 200, new Progress<LabProgress>(step => said = step.Text), enough.Token),
            over: () => waits = third is { IsCompleted: false } && said.StartsWith("Waiting for a place", StringComparison.Ordinal));
        await enough.CancelAsync();
        await ((Task)third!).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (third!.IsCompletedSuccessfully)
            await (await third).DisposeAsync();
        Add(played with { Landed = played.Landed && waits, Said = $"{played.Said}; a third lab {(waits ? "waited" : "did not wait")}: {said}" });
    }

    public async Task FlipAsync(int times, CancellationToken cancellationToken)
    {
        if (!Flip.CanBeMade(incident))
            return;
        await labs.WarmAsync(incident, null, cancellationToken);
        for (var turn = 0; turn < times && !cancellationToken.IsCancellationRequested; turn++)
        {
            if (!_entries.Exists(entry => entry.Part == "flip" && entry.Seed == seed + turn))
                Add(await Flip.MakeAsync(labs, incident, seed + turn, cancellationToken));
        }
    }

    private async Task<IncidentEntry> PlayAsync(string part, ScriptedPlayer player, long drawn, CancellationToken cancellationToken, Action? begun = null, Action? over = null)
    {
        var (load, watch) = (MachineState.Now().LoadBefore, Stopwatch.StartNew());
        var who = $"{player.Name}, seed {drawn}";
        Console.Error.WriteLine(who);
        await using var lab = await labs.StartAsync(Guid.NewGuid(), incident, drawn, new Progress<LabProgress>(step => Console.Error.WriteLine($"  {who}: {step.Text}")), cancellationToken);
        var started = watch.Elapsed.TotalSeconds;
        begun?.Invoke();
        var record = await PlayerRun.PlayAsync(lab, player, what => Console.Error.WriteLine($"  {who}: {lab.Elapsed:0} s P95 {Say.Ms(lab.Record.Samples[^1].All.P95 ?? 0)}: {what}"), cancellationToken);
        over?.Invoke(); // while the lab still has its place
        var score = IncidentScoring.Score(incident, record);
        foreach (var line in score.Lines)
            Console.Error.WriteLine($"    {who}: {line.Dimension} {line.Points}/{line.Of} {line.Text}");
        return Figures(part, player.Name, record, drawn) with
        {
            StartSeconds = started, LoadBefore = load, Detect = score.Detect, Fix = score.Fix, Trap = score.Trap,
            Landed = player.Expect.Holds(score), IsToHeal = player.Expect.FixFrom == IncidentScore.FixOf, Said = $"Detect {score.Detect}, Fix {score.Fix}, Trap {score.Trap}; expected {player.Expect}",
        };
    }

    private IncidentEntry Figures(string part, string name, IncidentRecord record, long drawn)
    {
        var healthy = record.Samples.Where(sample => sample.At > incident.Workload.WarmUpSeconds && sample.At < record.BaselineEnd).Select(sample => sample.All.P95 ?? 0).Order().ToList();
        var usual = healthy.Count > 0 ? healthy[healthy.Count / 2] : 0;
        var lastAction = record.Actions.Where(action => action is { ByLearner: true, Marked: true } && action.Kind != ActionKind.Stage).Select(action => action.At).DefaultIfEmpty(0).Max();
        // Where nothing is answered any more there is no P95 at all.
        var bad = record.Samples.FirstOrDefault(sample => sample.At > record.BaselineEnd && sample.Pool.InUse >= 0.95 * sample.Pool.Size && (sample.All.P95 is { } p95 ? p95 >= TimesWorse * usual : sample.Pool.Queue > 0));
        var well = record.Samples.FirstOrDefault(sample => sample.At > lastAction && sample.Classes.All(each => each.P95 is { } p95 ? p95 <= record.Healthy.GetValueOrDefault(each.Class) : sample.Pool.Queue == 0));
        return new()
        {
            Part = part, Incident = incident.Slug, Revision = incident.Revision, Name = name, Seed = drawn, Landed = false, Said = "",
            BaselineP95 = usual,
            WorstP95 = record.Samples.Where(sample => sample.At > record.BaselineEnd).Max(sample => sample.All.P95 ?? 0),
            BadAfterSeconds = bad is null ? null : bad.At - record.BaselineEnd,
            ErrorsWhileBad = record.Samples.Where(sample => sample.At > record.BaselineEnd && sample.At <= (record.FullAt ?? 0) + 20).Sum(sample => sample.All.Errors),
            WellAfterSeconds = well is null ? null : well.At - lastAction,
        };
    }

    private void Add(IncidentEntry entry)
    {
        lock (_entries)
        {
            _entries.Add(entry);
            journal.Add(entry);
        }
        Console.Error.WriteLine($"{(entry.Landed ? "ok      " : "MISMATCH")} {entry.Part} {entry.Name} seed {entry.Seed}: {string.Join("; ", [entry.Said, .. entry.Missed])}");
    }
}
