using Learning.Web.Data;

namespace Learning.Web.Features.Exercises;

/// <summary>Handing in, and following an attempt until it is graded.</summary>
public sealed partial class Workbench
{
    private async Task HandInAsync(SubmissionKind kind)
    {
        if (Busy)
            return;
        (sending, refusal, undo) = (true, null, null);
        try
        {
            // Who is quicker than the editor hands in all the same.
            var editor = await standing.Task.WaitAsync(gone.Token);
            var (source, refused) = await editor.ReadAsync(gone.Token);
            var answer = source is null ? new HandedIn(null, refused) : await Desk.HandInAsync(Slug, kind, source, gone.Token);
            refusal = answer.Refusal;
            if (answer.Id is not { } id)
                return;
            await editor.MarkAsync([]);
            (pane, tab, selected) = (3, "result", null);
            await FollowAsync(id);
            await editor.AddressAsync(Page);
        }
        finally
        {
            sending = false;
            StateHasChanged();
        }
    }

    private async Task FollowAsync(Guid id)
    {
        if (gone.IsCancellationRequested)
            return; // left meanwhile: a watch would be nobody's
        watch?.Dispose();
        watch = Desk.Watch(id, () => InvokeAsync(() => RereadAsync(id)));
        await RereadAsync(id);
    }

    private async Task RereadAsync(Guid id)
    {
        var read = await Desk.ReadAsync(id, gone.Token);
        if (read is null || !string.Equals(read.Slug, Slug, StringComparison.Ordinal))
            return;
        var finished = current is { Waiting: true } && current.Id == id && !read.Waiting;
        var news = current?.Id != id || finished;
        current = read;
        Tick();
        if (read.Waiting)
        {
            clock ??= Time.CreateTimer(_ => _ = InvokeAsync(Beat), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }
        else
        {
            watch?.Dispose();
            clock?.Dispose();
            (watch, clock) = (null, null);
            if (finished)
                view = await Desk.OpenAsync(Slug, gone.Token) ?? view;
            await PaintAsync();
        }

        if (news)
            await OnAttempt.InvokeAsync(read);
        StateHasChanged();
    }

    private void Beat()
    {
        Tick();
        StateHasChanged();
    }

    private void Tick() => elapsed = current is { Waiting: true } ? Time.GetUtcNow() - current.CreatedAt : TimeSpan.Zero;

    private async Task ShowAttemptAsync(Guid id)
    {
        (tab, selected) = ("result", null);
        await FollowAsync(id);
        if (bridge is not null)
            await bridge.AddressAsync(Page);
    }
}
