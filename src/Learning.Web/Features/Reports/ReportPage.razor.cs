using Learning.Grading.Reports;
using Learning.Web.Components.Verdicts;
using Learning.Web.Data;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Reviews;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Reports;

/// <summary>One submission's whole report: stages and checks on the left, their evidence on the right.</summary>
public sealed partial class ReportPage : IDisposable
{
    [Parameter] public Guid Id { get; set; }
    [SupplyParameterFromQuery(Name = "check")] public string? Check { get; set; }
    [Inject] private IExerciseDesk Desk { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private readonly CancellationTokenSource gone = new();
    private AttemptView? view;
    private IDisposable? watch;
    private Guid loaded;
    private string? selected;
    private bool missing, mayAsk, waited;
    private AskedReview? asked;

    private GradeReport? Report => view?.Report;
    private bool Trying => view?.Kind == SubmissionKind.Try;
    private string Bench => $"/exercises/{view!.Slug}?attempt={Id}";
    private EvidenceOpener Opener => new($"/submissions/{Id}{(Check is null ? "" : $"?check={Uri.EscapeDataString(Check)}")}", selected, OpenAsync, EvidenceWords.Of(Report));
    private CheckResult? Chosen => Check is null ? null : Report?.Stages.SelectMany(stage => stage.Checks).FirstOrDefault(check => string.Equals(check.Name, Check, StringComparison.Ordinal));

    protected override async Task OnParametersSetAsync()
    {
        if (loaded == Id)
            return;
        (loaded, mayAsk) = (Id, false);
        selected = new Uri(Navigation.Uri).Fragment is ['#', .. var mark] ? Uri.UnescapeDataString(mark) : null;
        await ReadAsync();
        if (view is { Waiting: true } && !gone.IsCancellationRequested)
            watch = Desk.Watch(Id, () => InvokeAsync(ReadAsync));
    }

    private async Task ReadAsync()
    {
        view = await Desk.ReadAsync(Id, gone.Token);
        missing = view is null;
        waited |= view is { Waiting: true };
        if (view is not { Waiting: true })
            watch?.Dispose();
        StateHasChanged();
    }

    /// <summary>Which card shows what a mark stands for.</summary>
    internal static string? FocusOf(CheckResult? check, GradeReport report) => check?.Mark is { } mark ? Card(mark, report) : null;

    private static string Card(string mark, GradeReport report) => mark[0] switch
    {
        'S' => mark.Contains('–', StringComparison.Ordinal) ? "timeline" : "plan",
        'P' => "plan",
        'M' => mark switch { "M1" => report.Growth.Count > 1 ? "growth" : "timeline", "M2" => report.Growth.Any(point => point.Buffers > 0) ? "buffers" : "plan", "M3" => "ownership", "M4" => "crowd", "M6" => "load", _ => "ratio" },
        _ => "",
    };

    private Task OpenAsync(string id)
    {
        selected = id;
        Navigation.NavigateTo(Opener.Href(id), replace: true);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        gone.Cancel();
        watch?.Dispose();
        gone.Dispose();
    }
}
