using Learning.Grading;
using Learning.Sandbox.Incidents;
using Learning.Web.Data;
using Learning.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Incidents.Briefing;

/// <summary>What an incident is about, and the way into its lab. A start goes on without the page; a page that is opened again follows it.</summary>
public sealed partial class BriefingPage : IDisposable
{
    [Parameter] public string Slug { get; set; } = "";
    [SupplyParameterFromQuery(Name = "seed")] public long? Seed { get; set; }
    [Inject] private BriefingDesk Desk { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private ILogger<BriefingPage> Logger { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private readonly CancellationTokenSource gone = new();
    private BriefingView? view;
    private FollowView? follow;
    private LabProgress? warming;
    private Guid? followed;
    private string? loaded;
    private DateTimeOffset now;
    private bool missing, starting, watching;

    protected override async Task OnParametersSetAsync()
    {
        if (loaded == $"{Slug}?{Seed}")
            return;
        loaded = $"{Slug}?{Seed}";
        await ReadAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (view is null || watching || gone.IsCancellationRequested)
            return;
        watching = true;
        Desk.Warm(view);
        _ = WatchAsync();
    }

    private async Task ReadAsync()
    {
        now = Time.GetUtcNow();
        view = await Desk.OpenAsync(Slug, Seed is > 0 ? Seed : null, gone.Token);
        missing = view is null;
        followed = view?.Open is { Status: IncidentStatus.Waiting or IncidentStatus.Starting } open && open.Slug == Slug ? open.Id : null;
        follow = followed is { } id ? await Desk.FollowAsync(id, gone.Token) : null;
    }

    private async Task WatchAsync()
    {
        var steady = new SteadyRefresh(Logger);
        try
        {
            using var clock = new PeriodicTimer(TimeSpan.FromSeconds(0.5), Time);
            while (await clock.WaitForNextTickAsync(gone.Token))
                await InvokeAsync(() => steady.ReadAsync(LookAsync));
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }

    private async Task LookAsync()
    {
        if (view is null)
            return;
        var before = (follow, warming);
        warming = Desk.Warming(view);
        if (followed is { } id)
        {
            follow = await Desk.FollowAsync(id, gone.Token);
            if (follow?.Phase == FollowPhase.Ready)
            {
                gone.Cancel();
                Navigation.NavigateTo($"/incidents/{Slug}/labs/{id}");
                return;
            }
            if (follow is null or { Phase: FollowPhase.Over })
                await ReadAsync();
        }
        now = Time.GetUtcNow();
        if (followed is not null || before != (follow, warming))
            StateHasChanged();
    }

    private async Task StartAsync()
    {
        starting = true;
        try
        {
            var id = await Desk.StartAsync(view!, gone.Token);
            await ReadAsync();
            if (view?.Open is { } open && open.Id == id && open.Slug != Slug)
                Navigation.NavigateTo(open.Href); // another incident's lab was opened meanwhile, in another tab
            else
                followed = id;
        }
        finally
        {
            starting = false;
        }
    }

    private async Task LeaveAsync()
    {
        if (followed is { } id)
            await Desk.LeaveLineAsync(id, gone.Token);
    }

    private static string Minute(int seconds) => seconds == 60 ? "a minute" : Say.Of(seconds, "second", "seconds");

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }
}
