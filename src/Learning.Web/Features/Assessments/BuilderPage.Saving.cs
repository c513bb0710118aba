namespace Learning.Web.Features.Assessments;

/// <summary>Saving by itself, publishing, and what happens when a colleague saved in between.</summary>
public sealed partial class BuilderPage
{
    /// <summary>Once nothing has been changed for a moment.</summary>
    private async Task SaveLaterAsync(int number)
    {
        try
        {
            await Task.Delay(Quiet, gone.Token);
            if (number == edit)
                await InvokeAsync(() => SaveAsync(gone.Token));
        }
        catch (OperationCanceledException)
        {
            // The page is left, and saves as it goes.
        }
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (!Dirty || newer is not null)
                return;
            (saving, var number) = (true, edit);
            StateHasChanged();
            Settle(await Desk.SaveAsync(Id, draft.Name, draft.Plan(), view!.Version, cancellationToken), number);
        }
        finally
        {
            saving = false;
            turn.Release();
            StateHasChanged();
        }
    }

    private async Task PublishAsync()
    {
        if (publishing)
            return; // the second click of two: nothing has changed since the first
        publishing = true;
        await SaveAsync(gone.Token);
        if (!Dirty && newer is null)
        {
            var outcome = await Desk.PublishAsync(Id, view!.Version, gone.Token);
            Settle(outcome, edit);
            if (outcome is { Refusal: null, IsNewer: false })
                said = $"Revision {view!.Published!.Number} is published";
        }
        publishing = false;
    }

    private async Task ArchiveAsync(bool archived)
    {
        await SaveAsync(gone.Token);
        if (!Dirty && newer is null)
            Settle(await Desk.ArchiveAsync(Id, archived, gone.Token), edit);
    }

    private void Settle(PlanOutcome outcome, int number)
    {
        if (outcome.Kept is null)
            refusal = outcome.Refusal;
        else if (outcome.IsNewer)
            newer = outcome.Kept;
        else if (outcome.Refusal is not null)
            refusal = outcome.Refusal;
        else
            (view, refusal, saved) = (outcome.Kept, null, number);
    }

    private void ShowNewer()
    {
        (view, newer, refusal, saved) = (newer, null, null, edit);
        draft = PlanDraft.Of(view!.Name, view.Plan);
    }

    /// <summary>The other one is written over, knowingly.</summary>
    private async Task KeepMineAsync()
    {
        (view, newer) = (newer, null);
        edit++;
        await SaveAsync(gone.Token);
    }
}
