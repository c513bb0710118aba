using Learning.Web.Features.Markings.Appeals;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Markings.Report;

/// <summary>One candidate for the team: what was shown, how, and what people make of it.</summary>
public sealed partial class SittingPage : IAsyncDisposable
{
    [Parameter] public Guid Id { get; set; }
    [Inject] private SittingDesk Desk { get; set; } = null!;
    [Inject] private AppealDesk Appeals { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    private readonly CancellationTokenSource gone = new();
    private TeamReport? view;
    private Guid? loaded;
    private string? refusal;
    private bool missing;

    private string Here => $"/sittings/{Id}";
    private string Up => view is { Marking.MayDecide: true } ? $"/assessments/{view.Report.AssessmentId}/candidates" : "/markings";

    protected override async Task OnParametersSetAsync()
    {
        if (loaded == Id)
            return;
        loaded = Id;
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        view = await Desk.OpenAsync(Id, gone.Token);
        missing = view is null;
    }

    private async Task AnswerAsync((Guid Id, bool Upheld, string? Answer) answer)
    {
        refusal = (await Appeals.AnswerAsync(answer.Id, answer.Upheld, answer.Answer, gone.Token)).Refusal;
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
