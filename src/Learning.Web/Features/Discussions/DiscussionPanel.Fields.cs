using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Discussions;

public sealed partial class DiscussionPanel
{
    /// <summary>The field that stands within a post: to edit it, or to say what is wrong with it.</summary>
    private RenderFragment? Field(Guid post) => open is not { Kind: FieldKind.Edit or FieldKind.Report } field || field.Post != post ? null : builder =>
    {
        var edits = field.Kind == FieldKind.Edit;
        builder.OpenComponent<PostField>(0);
        builder.SetKey(Typed);
        builder.AddComponentParameter(1, nameof(PostField.Id), FieldId);
        builder.AddComponentParameter(2, nameof(PostField.Typed), Typed);
        builder.AddComponentParameter(3, nameof(PostField.Label), edits ? "Your post" : "What is wrong with it? An administrator reads this.");
        builder.AddComponentParameter(4, nameof(PostField.Verb), edits ? "Save" : "Report");
        builder.AddComponentParameter(5, nameof(PostField.Refusal), refusal);
        builder.AddComponentParameter(6, nameof(PostField.Busy), busy);
        builder.AddComponentParameter(7, nameof(PostField.OnSend), EventCallback.Factory.Create<bool>(this, SendAsync));
        builder.AddComponentParameter(8, nameof(PostField.OnCancel), EventCallback.Factory.Create(this, Close));
        if (edits)
        {
            builder.AddComponentParameter(9, nameof(PostField.Text), field.Text);
            builder.AddComponentParameter(10, nameof(PostField.OnPreview), EventCallback.Factory.Create(this, PreviewAsync));
            builder.AddComponentParameter(11, nameof(PostField.Preview), preview);
            builder.AddComponentParameter(12, nameof(PostField.WithSpoiler), Spoils);
            builder.AddComponentParameter(13, nameof(PostField.IsSpoiler), Find(post)?.IsSpoiler == true);
        }
        builder.CloseComponent();
    };

    private PostView? Find(Guid id) => view!.Threads.SelectMany(thread => thread.Answers.Prepend(thread)).FirstOrDefault(post => post.Id == id);
}
