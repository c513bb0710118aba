using Learning.Web.Components.Verdicts;
using Learning.Web.Data;
using Learning.Web.Features.Exercises;
using Markdig;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Reviews;

/// <summary>What the page is made of.</summary>
public sealed partial class ReviewPage
{
    private static readonly MarkdownPipeline BriefPipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    private string Page => $"/reviews/{Id}";
    private OutcomeLook Look => view!.Row.Verdict is { } verdict ? OutcomeLook.Of(verdict) : new("v-live", "acc", "");
    private EvidenceOpener Opener => new(Page, selected, OpenAsync, view?.Postmortem is { } postmortem ? mark => postmortem.Session.Marks.Find(mark)?.Title : EvidenceWords.Of(view?.Attempt?.Report));
    private PendingDecision? Pending => view?.Pending is { } pending && pending.Until > Time.GetUtcNow() ? pending : null;
    private IReadOnlyList<LineCost> Costs => LineCosts.Of(view!.Attempt?.Report?.Visible);

    /// <summary>The attempt before, or the starter for a first one.</summary>
    private string? Compared => view!.Before?.Source ?? view.Exercise?.Starter.Text;
    /// <summary>A difference with nothing in it shows no line to comment on.</summary>
    private bool IsChanged => Compared is { } before && view!.Attempt is { } attempt && before.ReplaceLineEndings("\n") != attempt.Source.ReplaceLineEndings("\n");
    private string ComparedName => view!.Before is { } before ? before.Name.ToLowerInvariant() : "the starter";

    private IEnumerable<(string, string)> Middle => view!.Postmortem is not null
        ? [("postmortem", "Postmortem"), ("replay", "Replay")]
        : new (string Id, string Name, bool Is)[]
        {
            ("brief", "Brief", true), ("starter", "Starter", view.Exercise is not null),
            ("diff", view.Before is { } before ? $"{before.Name} → {view.Attempt?.Number}" : "Since the starter", Compared is not null), ("whole", "Whole file", true),
        }.Where(each => each.Is).Select(each => (each.Id, each.Name));

    private IEnumerable<(string, string)> Side => view!.Postmortem is not null ? [("evidence", "Rubric"), ("history", "History")]
        : [("evidence", "Evidence"), ("report", "Report"), ("statements", "Statements"), ("plans", "Plans"), ("history", "History")];

    private string Standing => view! switch
    {
        { Decision: not null, State: ReviewState.Claimed } => "Decided",
        { State: ReviewState.Approved } => "Approved",
        { State: ReviewState.ChangesAsked } => "Changes asked for",
        { State: ReviewState.Withdrawn } => "Withdrawn by the learner",
        { ClaimUntil: { } until } => $"Claimed by you, {Math.Max(1, (int)Math.Ceiling((until - Time.GetUtcNow()).TotalMinutes))} min left",
        { Row.Holder: { } holder } => $"Claimed by {holder}: you can read, not write",
        _ => $"Waits since {Waited.Say(view!.Queue.At - view.Row.RequestedAt)}",
    };

    private int Left(PendingDecision pending) => Math.Max(1, (int)Math.Ceiling((pending.Until - Time.GetUtcNow()).TotalSeconds));

    /// <summary>What the open field's text is kept as.</summary>
    private string Typed => answering is { } thread ? $"answer:{thread}" : $"comment:{Id}:{composing?.Line}:{composing?.Section}";

    private static string SummaryOf(Guid review) => $"summary:{review}";

    private RenderFragment<ThreadItem> Thread => thread => builder =>
    {
        builder.OpenComponent<ThreadView>(0);
        builder.SetKey(thread.Id);
        builder.AddComponentParameter(1, nameof(ThreadView.Thread), thread);
        builder.AddComponentParameter(2, nameof(ThreadView.Page), Page);
        builder.AddComponentParameter(3, nameof(ThreadView.Resolves), EvidenceMarks.Of(view!));
        builder.AddComponentParameter(4, nameof(ThreadView.Now), Time.GetUtcNow());
        if (view!.MayWrite)
        {
            builder.AddComponentParameter(5, nameof(ThreadView.OnResolve), EventCallback.Factory.Create<(Guid Thread, bool Resolved)>(this, each => ActAsync(() => Desk.ResolveAsync(Id, each.Thread, each.Resolved, gone.Token))));
            builder.AddComponentParameter(6, nameof(ThreadView.OnAnswer), EventCallback.Factory.Create<Guid>(this, AnswerAsync));
        }
        // Also when it is none: a parameter that is left out keeps its value.
        builder.AddComponentParameter(7, nameof(ThreadView.ChildContent), answering == thread.Id ? Field("answer", "Answer", "Reply", withKind: false) : null);
        builder.CloseComponent();
    };

    private RenderFragment Compose => Field("comment", composing switch { { Line: { } at } => $"Comment on line {at}", { Section: not null } => "Comment on the section", _ => "Comment on the whole" }, "Comment", withKind: true);

    private RenderFragment Field(string id, string label, string verb, bool withKind) => builder =>
    {
        builder.OpenComponent<Composer>(0);
        builder.SetKey(Typed);
        builder.AddComponentParameter(1, nameof(Composer.Id), id);
        builder.AddComponentParameter(2, nameof(Composer.Typed), Typed);
        builder.AddComponentParameter(3, nameof(Composer.Label), label);
        builder.AddComponentParameter(4, nameof(Composer.Verb), verb);
        builder.AddComponentParameter(5, nameof(Composer.WithKind), withKind);
        builder.AddComponentParameter(6, nameof(Composer.Kind), kind);
        builder.AddComponentParameter(7, nameof(Composer.KindChanged), EventCallback.Factory.Create<ReviewThreadKind>(this, chosen => kind = chosen));
        builder.AddComponentParameter(8, nameof(Composer.Refusal), refusal);
        builder.AddComponentParameter(9, nameof(Composer.Busy), busy);
        builder.AddComponentParameter(10, nameof(Composer.Marks), EvidenceMarks.Offered(view!));
        builder.AddComponentParameter(11, nameof(Composer.Saved), view!.Saved);
        builder.AddComponentParameter(12, nameof(Composer.OnSend), EventCallback.Factory.Create<string>(this, SendAsync));
        builder.AddComponentParameter(13, nameof(Composer.OnCancel), EventCallback.Factory.Create(this, CancelAsync));
        builder.AddComponentParameter(14, nameof(Composer.OnPut), EventCallback.Factory.Create<(string Field, string Text, bool Append)>(this, put => keys?.FillAsync(put.Field, put.Text, put.Append, gone.Token).AsTask() ?? Task.CompletedTask));
        builder.CloseComponent();
    };
}
