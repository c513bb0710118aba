using Learning.Grading.Incidents;
using Learning.Grading.Incidents.Records;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>The stage the learner is in. What was handed in is in the record; only what is being written is here, for every stage, until the lab has taken it.</summary>
public sealed partial class StagePane
{
    [Parameter, EditorRequired] public RoomView View { get; set; } = null!;
    [CascadingParameter] public RoomActor? Actor { get; set; }

    private readonly Dictionary<(StageKind Stage, string Finding), string> answers = [];
    private readonly Dictionary<StageKind, string> guesses = [];
    private IncidentStage stage = null!;
    private StageRecord? record;
    private IReadOnlyList<Finding> findings = [];
    private StageKind? shown;
    private Guid? labOf;
    private bool sending, opening, moved;
    private ElementReference heading;

    private int Place => View.Incident.Stages.TakeWhile(other => other.Kind != stage.Kind).Count();
    private IncidentStage? Next => Place + 1 < View.Incident.Stages.Count ? View.Incident.Stages[Place + 1] : null;
    private int Opened => record?.Hints ?? 0;
    private double Spent => record is null ? 0 : (record.HandedInAt ?? View.Record.Elapsed) - record.EnteredAt;
    /// <summary>Nothing was said here yet: what is known is worth its room.</summary>
    private bool Fresh => record is null || (record.RevealedAt is null && record.HandedInAt is null);
    private bool Late => Spent > stage.SoftMinutes * 60;
    private bool Written => answers.Any(answer => answer.Key.Stage == stage.Kind && !string.IsNullOrWhiteSpace(answer.Value));
    private string Guess { get => guesses.GetValueOrDefault(stage.Kind, ""); set => guesses[stage.Kind] = value; }
    private string PostmortemHref => $"/incidents/{View.Incident.Slug}/labs/{View.Record.Id}/postmortem";

    protected override void OnParametersSet()
    {
        if (labOf is { } before && before != View.Record.Id)
        {
            answers.Clear();
            guesses.Clear();
        }
        // A reset begins with an empty record: what was entered belongs to the one before.
        if (shown is null || labOf != View.Record.Id || View.Record.Stages.Count == 0)
            (shown, labOf) = (StageAnswers.Current(View.Incident, View.Record), View.Record.Id);
        stage = View.Incident.Stage(shown.Value);
        record = StageAnswers.Of(View.Record, stage.Kind);
        findings = StageAnswers.Asked(stage, View.Record.Drawn);
    }

    /// <summary>Another stage begins at its top.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!moved)
            return;
        moved = false;
        await heading.FocusAsync();
    }

    private string Answer(string id) => answers.GetValueOrDefault((stage.Kind, id)) ?? Given(id)?.Answer ?? "";

    private FindingAnswer? Given(string id) => record?.Answers.FirstOrDefault(answer => answer.Id == id);

    private async Task ShowAsync(StageKind kind)
    {
        if (kind == stage.Kind && record is not null)
            return;
        (shown, moved) = (kind, true);
        await DoAsync(desk => desk.EnterStage(kind));
    }

    private Task GuessAsync(string text) => DoAsync(desk => desk.Guess(stage.Kind, text));

    /// <summary><paramref name="number"/>: of the hint that the button offered; a second click of a double click bought the next one too.</summary>
    private async Task HintAsync(MouseEventArgs click, int number)
    {
        if (opening || click.Detail > 1)
            return;
        opening = true;
        await DoAsync(desk => desk.OpenHint(stage.Kind, number));
        opening = false;
    }

    private async Task HandInAsync()
    {
        if (Actor is null || sending)
            return;
        sending = true;
        var kind = stage.Kind;
        var written = answers.Where(answer => answer.Key.Stage == kind).ToList();
        var given = findings.Select(finding => (finding.Id, Answer: Answer(finding.Id).Trim())).Where(answer => answer.Answer.Length > 0)
            .ToDictionary(answer => answer.Id, answer => answer.Answer, StringComparer.Ordinal);
        await Actor.Do(async desk =>
        {
            await desk.AnswerAsync(kind, given, CancellationToken.None);
            foreach (var (key, _) in written.Where(answer => answers.GetValueOrDefault(answer.Key) == answer.Value))
                answers.Remove(key);
        });
        sending = false;
    }

    private Task DoAsync(Action<IRoomDesk> act) => Actor is null ? Task.CompletedTask : Actor.Do(desk =>
    {
        act(desk);
        return Task.CompletedTask;
    });
}
