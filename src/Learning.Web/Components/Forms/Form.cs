using Microsoft.AspNetCore.Components.Forms;

namespace Learning.Web.Components.Forms;

/// <summary>A posted form on its way through a page: what was filled in, and what the page has against it.</summary>
internal sealed class Form
{
    private readonly ValidationMessageStore _refusals;

    public Form(object input)
    {
        Context = new(input);
        _refusals = new(Context);
    }

    public EditContext Context { get; }

    /// <summary>Says what is wrong beside the field, or without one about the form.</summary>
    public void Refuse(string text, string field = "")
    {
        _refusals.Add(Context.Field(field), text);
        Context.NotifyValidationStateChanged();
    }
}
