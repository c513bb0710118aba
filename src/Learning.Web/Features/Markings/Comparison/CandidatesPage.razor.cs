using Learning.Grading;
using Learning.Web.Data;
using Learning.Web.Features.Markings.Report;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Markings.Comparison;

/// <summary>Candidates of an assessment beside each other. What is shown how stands in the address.</summary>
public sealed partial class CandidatesPage
{
    [Parameter] public Guid Id { get; set; }
    [SupplyParameterFromQuery(Name = "sort")] public string? SortBy { get; set; }
    [SupplyParameterFromQuery(Name = "state")] public string? State { get; set; }
    [SupplyParameterFromQuery(Name = "left")] public Guid? Left { get; set; }
    [SupplyParameterFromQuery(Name = "right")] public Guid? Right { get; set; }
    [Inject] private CandidatesDesk Desk { get; set; } = null!;
    [Inject] private SittingDesk Sittings { get; set; } = null!;

    private CandidatesView? view;
    private (SittingReport Left, SittingReport Right)? pair;
    private (Guid, Guid)? paired;
    private Guid? loaded;
    private bool missing;

    private bool Down => SortBy?.StartsWith('-') == true;
    private string? Sort => SortBy?.TrimStart('-');

    private IEnumerable<(string Key, string Name, bool Number)> Columns =>
    [
        ("code", "Candidate", false), ("state", "State", false), .. view!.Tasks.Select(task => ($"task{task.Position}", $"{task.Title} /{task.Weight}", true)),
        ("rubric", $"Rubric /{view.RubricOf}", true), ("time", "Time used", true), ("signals", "Signals", true), ("marking", "Marking", false),
    ];

    private IEnumerable<CandidateRow> Rows
    {
        get
        {
            var rows = view!.Rows.Where(row => State is null || row.State == State);
            return Sort is null ? rows : Down ? rows.OrderByDescending(Key) : rows.OrderBy(Key);
        }
    }

    private string Progress
    {
        get
        {
            var (running, marking) = (view!.Rows.Count(row => row.Status != SittingStatus.HandedIn), view.Rows.Count(row => row.Marking.WantsMarker && row.Status == SittingStatus.HandedIn));
            return $"{Say.Of(view.Rows.Count, "candidate", "candidates")}{(running > 0 ? $", {running} still at it" : "")}{(marking > 0 ? $", {marking} {(marking == 1 ? "wants" : "want")} a marker" : "")}.";
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (loaded != Id)
        {
            loaded = Id;
            view = await Desk.OpenAsync(Id, CancellationToken.None);
            missing = view is null;
        }
        (Guid, Guid)? asked = Left is { } left && Right is { } right && left != right ? (left, right) : null;
        if (asked == paired)
            return;
        (paired, pair) = (asked, null);
        if (asked is { } both && await Sittings.OpenAsync(both.Item1, CancellationToken.None) is { } one && await Sittings.OpenAsync(both.Item2, CancellationToken.None) is { } other)
            pair = (one.Report, other.Report);
    }

    private object? Key(CandidateRow row) => Sort switch
    {
        "code" => row.Code,
        "state" => row.State,
        "rubric" => row.Rubric ?? -1,
        "time" => row.Used ?? -1,
        "signals" => row.Signals,
        "marking" => row.Marking.SignedCount,
        ['t', 'a', 's', 'k', .. var number] => row.Cells.FirstOrDefault(cell => $"{cell.Position}" == number)?.Points ?? -1,
        _ => null,
    };

    private static string Markers(MarkingProgress marking) => marking switch
    {
        { Decided: true } => "decided",
        { Complete: true, Untalked: > 0 } => "to talk over",
        { Complete: true } => "signed",
        { MineOpen: true } => "yours is begun",
        { Begun: 0 } => "no marker yet",
        { WantsMarker: true } => $"{marking.Begun} of {marking.Needed} markers",
        _ => $"{marking.SignedCount} of {marking.Needed} signed",
    };

    private string Code(Guid sitting) => view!.Rows.FirstOrDefault(row => row.Sitting == sitting)?.Code ?? "One";

    private string Pin(Guid sitting) => Left == sitting ? To(left: Right, right: null, pins: true) : Right == sitting ? To(left: Left, right: null, pins: true)
        : Left is null ? To(left: sitting, right: Right, pins: true) : To(left: Left, right: sitting, pins: true);

    /// <summary>The same column again turns the order round.</summary>
    private string To(string? sort = null, string? state = null, Guid? left = null, Guid? right = null, bool pins = false)
    {
        var by = sort is null ? SortBy : sort == Sort && !Down ? $"-{sort}" : sort;
        var shown = state ?? State;
        var (one, two) = pins ? (left, right) : (Left, Right);
        string?[] parts = [by is { Length: > 0 } ? $"sort={Uri.EscapeDataString(by)}" : null, shown is { Length: > 0 } ? $"state={Uri.EscapeDataString(shown)}" : null, one is null ? null : $"left={one}", two is null ? null : $"right={two}"];
        var query = string.Join('&', parts.OfType<string>());
        return $"/assessments/{Id}/candidates{(query.Length == 0 ? "" : $"?{query}")}";
    }
}
