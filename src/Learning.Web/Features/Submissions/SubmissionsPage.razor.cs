using Learning.Grading.Exercises;
using Learning.Web.Data;
using Learning.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Submissions;

public sealed partial class SubmissionsPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<SubmissionRow>? rows;
    private DateTimeOffset now;

    [Inject]
    private SubmissionDesk Desk { get; set; } = null!;

    [Inject]
    private ExerciseLibrary Library { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private PageHandover Handover { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        now = Time.GetUtcNow();
        rows = await Handover.ReadAsync("submissions", () => Desk.ListAsync(exercise: null, leaving.Token));
    }

    private static string Name(SubmissionRow row) => SubmissionName.Of(row.Kind, row.Number, row.Status, row.Verdict);

    /// <summary>The hand-in before it at the same exercise, to compare it with.</summary>
    private SubmissionRow? Before(SubmissionRow row) => row is { Kind: SubmissionKind.Submit, Status: SubmissionStatus.Graded }
        ? rows!.FirstOrDefault(other => other is { Kind: SubmissionKind.Submit, Status: SubmissionStatus.Graded } && other.Exercise == row.Exercise && other.CreatedAt < row.CreatedAt)
        : null;

    private string Title(SubmissionRow row) => Library.Find(row.Exercise, row.Variant)?.Title ?? row.Exercise;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }
}
