using Learning.Web.Features.Markings.Appeals;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Markings.Report;

/// <summary>The candidate's report, and the way to contest a check of it.</summary>
public sealed partial class CandidateReportPage : IAsyncDisposable
{
    [Inject] private CandidateReportDesk Desk { get; set; } = null!;
    [Inject] private AppealDesk Appeals { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    private readonly CancellationTokenSource gone = new();
    private CandidateReport? view;
    private (int Position, string Check)? asking;
    private string? reason, refusal, said;
    private bool missing;

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        view = await Desk.OpenAsync(gone.Token);
        missing = view is null;
    }

    private void Begin((int Position, string Check) what) => (asking, reason, refusal, said) = (what, null, null, null);

    /// <summary>Whose sitting it is is asked again: the seat may have moved since the page opened.</summary>
    private async Task AskAsync()
    {
        if (asking is not { } what)
            return;
        refusal = await Desk.SittingAsync(gone.Token) is { } sitting ? (await Appeals.AskAsync(sitting, what.Position, what.Check, reason, gone.Token)).Refusal : "This browser has the sitting no more.";
        if (refusal is not null)
            return;
        (asking, said) = (null, "Asked. What judging it again gave stands under re-checks.");
        await ReadAsync();
    }

    private async Task PrintAsync()
    {
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", gone.Token, "./Features/Markings/Report/SittingPage.razor.js");
        await module.InvokeVoidAsync("print", gone.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        gone.Dispose();
    }
}
