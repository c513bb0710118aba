using System.Globalization;
using Learning.Web.Features.Reviews;
using Learning.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Learning.Web.Features.Discussions;

/// <summary>What somebody may do with a post.</summary>
public enum PostAct { Edit, Delete, Undo, Report }

internal enum FieldKind { New, Answer, Edit, Report }

/// <summary>The one field that is open. <c>Text</c>: What it begins with. <c>Version</c>: Of the post that it edits.</summary>
internal sealed record OpenField(FieldKind Kind, Guid? Post, string Text, DateTimeOffset Version);

/// <summary>The discussion of one place: reads it, keeps it fresh while the page is open, and writes. Texts stay in the browser until they are sent.</summary>
public sealed partial class DiscussionPanel : IAsyncDisposable
{
    private const string FieldId = "discussion-field";
    private readonly CancellationTokenSource gone = new();
    private DiscussionView? view;
    private IDisposable? watch;
    private ReviewKeys? keys;
    private string? loaded, refusal, said;
    private OpenField? open;
    private MarkupString? preview;
    private bool busy, shown, opened;

    /// <summary>The page's path without the first slash.</summary>
    [Parameter, EditorRequired] public string Place { get; set; } = "";
    [Inject] private DiscussionDesk Desk { get; set; } = null!;
    [Inject] private PageHandover Handover { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;
    [Inject] private IJSRuntime Js { get; set; } = null!;

    private bool Waits => busy || !RendererInfo.IsInteractive;

    private bool Spoils => view?.HasSolution == true;

    /// <summary>What the open field's text is kept as. An edit is one of this version of the post.</summary>
    private string Typed => open switch
    {
        { Kind: FieldKind.Edit } typed => string.Create(CultureInfo.InvariantCulture, $"edit:{typed.Post}:{typed.Version.UtcTicks}"),
        { Post: { } post } typed => $"{typed.Kind}:{post}",
        _ => $"new:{Place}",
    };

    protected override async Task OnParametersSetAsync()
    {
        if (loaded == Place)
            return;
        (loaded, open, shown) = (Place, null, false);
        view = await Handover.ReadAsync($"discussion {Place}", () => Desk.ReadAsync(Place, gone.Token));
        watch?.Dispose();
        watch = RendererInfo.IsInteractive && !gone.IsCancellationRequested ? Desk.Watch(Place, () => InvokeAsync(RefreshAsync)) : null;
    }

    /// <summary>A notification leads to its post; a field that opens gets the focus.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (view is not null && !shown)
        {
            shown = true;
            if (Guid.TryParse(System.Web.HttpUtility.ParseQueryString(new Uri(Navigation.Uri).Query)["discussion"], out var post))
                await (await KeysAsync()).ShowAsync($"post-{post}", gone.Token);
        }
        if (opened)
        {
            opened = false;
            await (await KeysAsync()).ShowAsync(FieldId, gone.Token);
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
        (open, refusal, preview, opened) = (new OpenField(kind, post, text, version), null, null, true);

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
        var (typed, text) = (Typed, await (await KeysAsync()).TextAsync(FieldId, gone.Token));
        var sent = await DoAsync(() => field.Kind switch
        {
            FieldKind.Edit => Desk.EditAsync(field.Post!.Value, field.Version, text, isSpoiler, gone.Token),
            FieldKind.Report => Desk.ReportAsync(field.Post!.Value, text, gone.Token),
            _ => Desk.SayAsync(Place, field.Post, text, isSpoiler, gone.Token),
        }, field.Kind == FieldKind.Report ? "Reported. An administrator looks at it." : "Sent.");
        if (!sent)
            return;
        await keys!.ForgetAsync(typed, gone.Token);
        Close();
    }

    private async Task<bool> DoAsync(Func<Task<Said>> act, string done)
    {
        if (busy)
            return false;
        busy = true;
        var answer = await act();
        (refusal, said, busy) = (answer.Refusal, answer.Refusal ?? done, false);
        await RefreshAsync();
        return answer.Refusal is null;
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
