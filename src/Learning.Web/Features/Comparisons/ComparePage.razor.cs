using Learning.Grading.Plans;
using Learning.Grading.Reports;
using Learning.Grading.Traces;
using Learning.Web.Features.Exercises;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Comparisons;

/// <summary>Two attempts side by side: verdict, figures, code, statements, plan. Which two is the address.</summary>
public sealed partial class ComparePage : IDisposable
{
    [Parameter] public Guid Id { get; set; }
    [Parameter] public Guid? Other { get; set; }
    [Inject] private IComparisonDesk Desk { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private readonly CancellationTokenSource gone = new();
    private ComparisonView? view;
    private IReadOnlyList<StatementPair> pairs = [];
    private StatementPair? chosen;
    private PlanDiff? diff;
    private (Guid, Guid?)? loaded;
    private bool missing;

    private AttemptView Before => view!.Before!;
    private AttemptView After => view!.After;
    private GradeReport Was => Before.Report!;
    private GradeReport Now => After.Report!;
    private string BeforeName => Before.Name == After.Name ? $"{Before.Name}, before" : Before.Name;
    private string AfterName => Before.Name == After.Name ? $"{After.Name}, after" : After.Name;
    private string Title => view?.Before is null ? "Compare attempts" : $"{BeforeName} and {AfterName.ToLowerInvariant()}";

    /// <summary>Only where both grew the same thing over the same sizes.</summary>
    private IReadOnlyList<GrowthPoint> Earlier => Was.GrowthFactor == Now.GrowthFactor && Was.Growth.Select(point => point.Size).SequenceEqual(Now.Growth.Select(point => point.Size)) ? Was.Growth : [];

    protected override async Task OnParametersSetAsync()
    {
        if (loaded == (Id, Other))
            return;
        loaded = (Id, Other);
        view = await Desk.CompareAsync(Id, Other, gone.Token);
        missing = view is null;
        if (view?.Before is null)
            return;
        pairs = StatementDiff.Of(Was.Visible?.Trace ?? StatementTrace.Empty, Now.Visible?.Trace ?? StatementTrace.Empty);
        Choose(pairs.Where(pair => pair is { PlannedBefore: not null, PlannedAfter: not null }).MaxBy(pair => Math.Max(pair.BuffersBefore, pair.BuffersAfter)));
    }

    /// <summary>Whose plans are laid side by side.</summary>
    private void Choose(StatementPair? pair)
    {
        chosen = pair;
        diff = pair is { PlannedBefore.Plan: { } before, PlannedAfter.Plan: { } after } ? PlanDiff.Of(before, after) : null;
    }

    private void Go(Guid after, Guid before) => Navigation.NavigateTo($"/submissions/{after}/compare/{before}");

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }
}
