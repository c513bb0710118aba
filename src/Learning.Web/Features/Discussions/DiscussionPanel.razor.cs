using Learning.Web.Features.Reviews;
using Learning.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Discussions;

/// <summary>What somebody may do with a post.</summary>
public enum PostAct { Edit, Delete, Undo, Report }

internal enum FieldKind { New, Answer, Edit, Report }

/// <summary>The discussion of one place: reads it, keeps it fresh while the page is open, and writes. Texts stay in the browser until they are sent.</summary>
public sealed partial class DiscussionPanel : IAsyncDisposable
{
    private const string FieldId = "discussion-field";
    private readonly CancellationTokenSource gone = new();
    private DiscussionView? view;
    private IDisposable? watch;
    private ReviewKeys? keys;
    private string? loaded, refusal, said;
    private (FieldKind Kind, Guid? Post, DateTimeOffset Version)? open;
    private MarkupString? preview;
    private string? fill;
    private bool busy, shown;

    /// <summary>The page's path without the first slash.</summary>
    [Parameter, EditorRequired] public string Place { get; set; } = "";
    [Inject] private DiscussionDesk Desk { get; set; } = null!;
    [Inject] private PageHandover Handover { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    private bool Waits => busy || !RendererInfo.IsInteractive;

    private bool Spoils => view?.HasSolution == true;

    protected override async Task OnParametersSetAsync()
    {
        if (loaded == Place)
            return;
        (loaded, open, shown) = (Place, null, false);
        view = await Handover.ReadAsync($"discussion {Place}", () => Desk.ReadAsync(Place, gone.Token));
        watch?.Dispose();
        watch = RendererInfo.IsInteractive ? Desk.Watch(Place, () => InvokeAsync(RefreshAsync)) : null;
    }

    /// <summary>A notification leads to its post; a field that opens gets its text and the focus.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (view is not null && !shown)
        {
            shown = true;
            if (Guid.TryParse(System.Web.HttpUtility.ParseQueryString(new Uri(Navigation.Uri).Query)["discussion"], out var post))
                await (await KeysAsync()).ShowAsync($"post-{post}", gone.Token);
        }
        if (fill is { } text)
        {
            fill = null;
            await (await KeysAsync()).FillAsync(FieldId, text, append: false, gone.Token);
            await keys!.ShowAsync(FieldId, gone.Token);
        }
    }

    private async Task RefreshAsync()
    {
        view = await Desk.ReadAsync(Place, gone.Token);
        StateHasChanged();
    }

    private async Task<ReviewKeys> KeysAsync() => keys ??= await ReviewKeys.MountAsync(Js, null, gone.Token);

    private IReadOnlyList<PostAct> May(PostView post) => (post, view!.MayWrite) switch
    {
        (_, false) => [],
        ({ State: PostState.Deleting }, _) => [PostAct.Undo],
        ({ State: not PostState.There }, _) => [],
        ({ IsMine: true }, _) => [PostAct.Edit, PostAct.Delete],
        ({ IsFolded: true }, _) => [],
        _ => [PostAct.Report],
    };

    private void Open(FieldKind kind, Guid? post, string text = "", DateTimeOffset version = default) =>
        (open, refusal, preview, fill) = ((kind, post, version), null, null, text);

    private void Close() => (open, refusal, preview) = (null, null, null);

    private async Task ActAsync((PostAct Act, PostView Post) wanted)
    {
        if (wanted.Act is PostAct.Edit or PostAct.Report)
            Open(wanted.Act == PostAct.Edit ? FieldKind.Edit : FieldKind.Report, wanted.Post.Id, wanted.Act == PostAct.Edit ? wanted.Post.Body ?? "" : "", wanted.Post.Version);
        else
            await DoAsync(() => wanted.Act == PostAct.Delete ? Desk.DeleteAsync(wanted.Post.Id, gone.Token) : Desk.UndoAsync(wanted.Post.Id, gone.Token), wanted.Act == PostAct.Delete ? "Deleted. Ten seconds to undo." : "It is back.");
        if (wanted.Act == PostAct.Delete)
            _ = LaterAsync();
    }

    /// <summary>When a deletion cannot be undone any more, the page says so by itself.</summary>
    private async Task LaterAsync()
    {
        try
        {
            await Task.Delay(DiscussionRules.UndoTime + TimeSpan.FromMilliseconds(200), Time, gone.Token);
            await InvokeAsync(RefreshAsync);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task PreviewAsync()
    {
        var text = await (await KeysAsync()).TextAsync(FieldId, gone.Token);
        refusal = DiscussionRules.Refuse(text);
        preview = refusal is null ? ReviewMarkdown.Html(text!) : null;
    }

    private async Task SendAsync(bool isSpoiler)
    {
        if (open is not { } field)
            return;
        var text = await (await KeysAsync()).TextAsync(FieldId, gone.Token);
        await DoAsync(() => field.Kind switch
        {
            FieldKind.Edit => Desk.EditAsync(field.Post!.Value, field.Version, text, isSpoiler, gone.Token),
            FieldKind.Report => Desk.ReportAsync(field.Post!.Value, text, gone.Token),
            _ => Desk.SayAsync(Place, field.Post, text, isSpoiler, gone.Token),
        }, field.Kind == FieldKind.Report ? "Reported. An administrator looks at it." : "Sent.");
    }

    private async Task DoAsync(Func<Task<Said>> act, string done)
    {
        if (busy)
            return;
        busy = true;
        var answer = await act();
        (refusal, said, busy) = (answer.Refusal, answer.Refusal ?? done, false);
        if (answer.Refusal is null)
            Close();
        await RefreshAsync();
    }

    public async ValueTask DisposeAsync()
    {
        watch?.Dispose();
        await gone.CancelAsync();
        if (keys is not null)
            await keys.DisposeAsync();
        gone.Dispose();
    }
}
