using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;

namespace Learning.Sandbox.Incidents;

public sealed partial class IncidentLab
{
    /// <summary>Enters a stage; its clock begins the first time.</summary>
    public void EnterStage(StageKind kind)
    {
        if (Record.Stages.Any(stage => stage.Kind == kind))
            return;
        _keeper.Stage(kind, Elapsed, stage => stage);
        if (kind != StageKind.Situation)
            Did(ActionKind.Stage, $"Stage: {Incident.Stage(kind).Title}", byLearner: true);
    }

    /// <summary>Notes the guess (empty: skipped) and opens what the stage reveals.</summary>
    public void Guess(StageKind kind, string guess) =>
        _keeper.Stage(kind, Elapsed, stage => stage.RevealedAt is not null ? stage : stage with { Guess = guess.Trim(), RevealedAt = Elapsed });

    /// <summary>Opens the stage's hint of that number, from 1, and returns it; null when it is not the next: it is open, or there is none.</summary>
    public IncidentHint? OpenHint(StageKind kind, int number)
    {
        var hints = Incident.Stage(kind).Hints;
        IncidentHint? opened = null;
        _keeper.Stage(kind, Elapsed, now =>
        {
            opened = number == now.Hints + 1 && number <= hints.Count ? hints[now.Hints] : null;
            return opened is null ? now : now with { Hints = number };
        });
        if (opened is not null)
            Did(ActionKind.Hint, $"Hint {number} of {Incident.Stage(kind).Title}, {opened.Cost} off Detect", byLearner: true);
        return opened;
    }

    /// <summary>Judges the answers against what has been true in this lab, and keeps them. Several tries are allowed and counted.</summary>
    public async Task<StageRecord> AnswerAsync(StageKind kind, IReadOnlyDictionary<string, string> answers, CancellationToken cancellationToken)
    {
        if (Phase is not LabPhase.Ended)
            await _run.Sampler.LookForTruthsAsync(cancellationToken);
        var findings = Incident.Stage(kind).Findings.Where(finding => Drawn.Has(finding.When) && answers.ContainsKey(finding.Id)).ToList();
        var judged = findings.ConvertAll(finding =>
        {
            var accepted = Accepted(finding);
            return new FindingAnswer(finding.Id, answers[finding.Id].Trim(), FindingJudge.Judge(finding, answers[finding.Id], accepted), accepted, 1);
        });
        var stage = _keeper.Stage(kind, Elapsed, now => now with
        {
            HandedInAt = now.HandedInAt ?? Elapsed,
            Answers = [.. now.Answers.Where(old => judged.TrueForAll(each => each.Id != old.Id)), .. judged.Select(each => Again(each, now))],
        });
        var right = judged.Count(each => each.Right is true);
        Did(ActionKind.Stage, $"{Incident.Stage(kind).Title}: handed in, {right} of {judged.Count(each => each.Right is not null)} as the database shows it", byLearner: true);
        return stage;
    }

    private static FindingAnswer Again(FindingAnswer answer, StageRecord before) =>
        before.Answers.FirstOrDefault(old => old.Id == answer.Id) is { } old ? answer with { Tries = old.Answer == answer.Answer ? old.Tries : old.Tries + 1 } : answer;

    private IReadOnlyList<string> Accepted(Finding finding) => finding.Kind switch
    {
        FindingKind.Text or FindingKind.Number => _run.Sampler.Truths.Accepted(finding.Id),
        FindingKind.Classes => HitClasses(),
        // What was prepared, and what has become of it: a state goes over by itself, and whoever looks later sees another.
        _ => [.. finding.Right.Select(Drawn.Fill).Union(_run.Sampler.Truths.Now(finding.Id), StringComparer.Ordinal)],
    };

    /// <summary>Classes that were hit for ten seconds in all: their P95 went past what counts as well, or none of theirs was answered while requests stood in line.</summary>
    private IReadOnlyList<string> HitClasses()
    {
        var record = Record;
        return [.. Incident.Workload.Classes.Select(kind => kind.Name).Where(name =>
            record.Healthy.TryGetValue(name, out var limit) && record.Samples.Count(sample => sample.At > record.BaselineEnd && IsHit(sample, name, limit)) >= 10)];
    }

    private static bool IsHit(IncidentSample sample, string name, double limit) =>
        sample.Classes.First(each => each.Class == name).P95 is { } p95 ? p95 > limit : sample.Pool.Queue > 0;

    /// <summary>Keeps a moment to cite. For a statement its action's number; otherwise what is on the instruments now.</summary>
    public KeptEvidence Keep(EvidenceSort kind, string title, int? action = null)
    {
        if (kind == EvidenceSort.Statistics && _statistics is { } seen)
            _keeper.Add(new StatisticsSample(Elapsed, seen)); // those that were looked at, which are on the page
        var cited = action is { } number ? Record.Actions[number - 1] : null;
        return _keeper.Add(kept => cited is not null
            ? kept.FirstOrDefault(each => each.Action == action) ?? new(cited.Mark ?? $"A{cited.Number}", kind, cited.At, title, action)
            : new($"{Letter(kind)}{kept.Count(each => Letter(each.Kind) == Letter(kind) && each.Action is null) + 1}", kind, Elapsed, title));
    }

    private static char Letter(EvidenceSort kind) => kind switch
    {
        EvidenceSort.Locks => 'L',
        EvidenceSort.Chart => 'C',
        EvidenceSort.Statements => 'S',
        EvidenceSort.Statistics => 'T',
        _ => 'Q',
    };
}
