using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Npgsql;

namespace Learning.Sandbox.Incidents.Players;

/// <summary>Plays a scripted player in a lab, as a learner would: through the console, the levers and the stages.</summary>
public static class PlayerRun
{
    /// <summary>Waits until the pool has been full for so long, so that every player meets the same incident.</summary>
    private const double SettleSeconds = 20;
    private const int MostTurns = 5;

    /// <summary>Plays from the start of a lab to its hand-in and returns its record.</summary>
    public static async Task<IncidentRecord> PlayAsync(IncidentLab lab, ScriptedPlayer player, Action<string> say, CancellationToken cancellationToken)
    {
        await WhenBadAsync(lab, cancellationToken);
        List<Task> behind = [];
        foreach (var step in player.Steps)
        {
            await UntilAsync(lab, lab.Elapsed + step.Wait, cancellationToken);
            say(Words(step));
            await StepAsync(lab, step, behind, cancellationToken);
        }
        await HandInAsync(lab, say, cancellationToken);
        foreach (var session in lab.Sessions)
            await lab.CancelAsync(session.Name);
        await Task.WhenAll(behind);
        return lab.Record;
    }

    /// <summary>As a learner would who reads that nothing was judged.</summary>
    private static async Task HandInAsync(IncidentLab lab, Action<string> say, CancellationToken cancellationToken)
    {
        for (var turn = 1; ; turn++)
        {
            if (lab.Record.Ended is { } why)
                throw new Grading.InfrastructureException($"The lab ended while it was played. {why}");
            try
            {
                await lab.HandInAsync(new Progress<LabProgress>(), cancellationToken);
                return;
            }
            catch (InvalidOperationException disturbed) when (turn < MostTurns && lab.Phase is LabPhase.Running)
            {
                say(disturbed.Message);
            }
        }
    }

    private static async Task WhenBadAsync(IncidentLab lab, CancellationToken cancellationToken)
    {
        while (lab.Record is not { FullAt: not null } record || record.Elapsed < record.FullAt + SettleSeconds)
        {
            if (lab.Phase is LabPhase.Ended || lab.Record is { BaselineEnd: { } end } && lab.Elapsed > end + IncidentLab.LongestRamp)
                throw new Grading.InfrastructureException($"The incident did not come: {lab.Record.Ended ?? "the pool was not full"}.");
            await Task.Delay(200, cancellationToken);
        }
    }

    private static async Task StepAsync(IncidentLab lab, PlayerStep step, List<Task> behind, CancellationToken cancellationToken)
    {
        if (step.Sql is { } sql)
            await ConsoleAsync(lab, step, lab.Drawn.Fill(sql), behind, cancellationToken);
        if (step.Lever is { } lever && lever.Split(' ', 2) is var words)
            await lab.PullAsync(words[0], words.Length > 1 ? words[1] : null, cancellationToken);
        if (step.Terminate is { } ended)
            await SignalAsync(lab, ended, terminate: true, cancellationToken);
        if (step.Cancel is { } cancelled)
            await SignalAsync(lab, cancelled, terminate: false, cancellationToken);
        if (step.Findings.Count > 0)
            await AnswerAsync(lab, step.Findings, cancellationToken);
        if (step.UntilWell is { } patience)
            await WhenWellAsync(lab, patience, cancellationToken);
    }

    private static async Task ConsoleAsync(IncidentLab lab, PlayerStep step, string sql, List<Task> behind, CancellationToken cancellationToken)
    {
        var session = step.Session ?? "A";
        while (lab.Sessions.All(each => each.Name != session))
            await lab.OpenSessionAsync(cancellationToken);
        var running = lab.RunAsync(session, sql, cancellationToken);
        if (step.Background)
            behind.Add(running);
        else
            await running;
    }

    private static async Task SignalAsync(IncidentLab lab, string sql, bool terminate, CancellationToken cancellationToken)
    {
        foreach (var pid in await AskAsync(lab, sql, cancellationToken))
            await lab.SignalAsync(int.Parse(pid, System.Globalization.CultureInfo.InvariantCulture), terminate, cancellationToken);
    }

    private static async Task AnswerAsync(IncidentLab lab, IReadOnlyDictionary<string, string> findings, CancellationToken cancellationToken)
    {
        Dictionary<string, string> answers = new(StringComparer.Ordinal);
        foreach (var (id, answer) in findings)
            answers[id] = answer.StartsWith('=') ? await AskAsync(lab, answer[1..], cancellationToken) is [var first, ..] ? first : "" : lab.Drawn.Fill(answer);
        foreach (var stage in lab.Incident.Stages.Where(stage => stage.Findings.Any(finding => answers.ContainsKey(finding.Id))))
        {
            lab.EnterStage(stage.Kind);
            await lab.AnswerAsync(stage.Kind, answers, cancellationToken);
        }
    }

    /// <summary>A question that a player has: asked as the on-call engineer, beside the console.</summary>
    private static async Task<IReadOnlyList<string>> AskAsync(IncidentLab lab, string sql, CancellationToken cancellationToken)
    {
        await using var connection = await lab.AskAsync(cancellationToken);
        await using var command = new NpgsqlCommand(lab.Drawn.Fill(sql), connection) { AllResultTypesAreUnknown = true, CommandTimeout = 30 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<string> found = [];
        while (await reader.ReadAsync(cancellationToken))
            found.Add(reader.GetString(0));
        return found;
    }

    private static async Task WhenWellAsync(IncidentLab lab, double patience, CancellationToken cancellationToken)
    {
        var end = lab.Elapsed + patience;
        while (lab.Elapsed < end && !IsWell(lab.Record))
            await Task.Delay(200, cancellationToken);
    }

    private static bool IsWell(IncidentRecord record) =>
        record.Samples is [.., var last] && last.Classes.All(each => record.Healthy.TryGetValue(each.Class, out var limit) && each.P95 <= limit);

    private static async Task UntilAsync(IncidentLab lab, double at, CancellationToken cancellationToken)
    {
        while (lab.Elapsed < at && lab.Phase is not LabPhase.Ended)
            await Task.Delay(50, cancellationToken);
    }

    private static string Words(PlayerStep step) => step switch
    {
        { Sql: { } sql } => $"{step.Session ?? "A"}> {sql.Trim()}",
        { Lever: { } lever } => $"lever {lever}",
        { Terminate: { } sql } => $"terminate {sql.Trim()}",
        { Cancel: { } sql } => $"cancel {sql.Trim()}",
        { UntilWell: { } seconds } => $"watch, {seconds:0} s at most",
        { Findings.Count: > 0 } => $"answer {string.Join(", ", step.Findings.Keys)}",
        _ => "wait",
    };
}
