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

    private const string Script = "./Features/Markings/Report/SittingPage.razor.js";

    private readonly CancellationTokenSource gone = new();
    private ElementReference heading;
    private CandidateReport? view;
    private (int Position, string Check)? asking;
    private string? reason, refusal, said;
    private bool missing, isEntering, isLeaving;

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        view = await Desk.OpenAsync(gone.Token);
        missing = view is null;
    }

    /// <summary>The form stands above the table that it is asked for in, often out of sight: who asks is taken to it, and back afterwards.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!isEntering && !isLeaving)
            return;
        var enters = isEntering;
        isEntering = isLeaving = false;
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", gone.Token, Script);
        if (enters)
            await module.InvokeVoidAsync("enter", gone.Token, heading);
        else
            await module.InvokeVoidAsync("leave", gone.Token);
    }

    private void Begin((int Position, string Check) what) => (asking, reason, refusal, said, isEntering) = (what, null, null, null, true);

    private void Cancel() => (asking, isLeaving) = (null, true);

    /// <summary>Whose sitting it is is asked again: the seat may have moved since the page opened.</summary>
    private async Task AskAsync()
    {
        if (asking is not { } what)
            return;
        refusal = await Desk.SittingAsync(gone.Token) is { } sitting ? (await Appeals.AskAsync(sitting, what.Position, what.Check, reason, gone.Token)).Refusal : "This browser has the sitting no more.";
        if (refusal is not null)
            return;
        (asking, isLeaving, said) = (null, true, "Asked. What judging it again gave stands under re-checks.");
        await ReadAsync();
    }

    private async Task PrintAsync()
    {
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", gone.Token, Script);
        await module.InvokeVoidAsync("print", gone.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        gone.Dispose();
    }
}
