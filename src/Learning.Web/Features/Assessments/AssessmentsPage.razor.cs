using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Assessments;

/// <summary>All assessments of one organisation, and what a new one can start from.</summary>
public sealed partial class AssessmentsPage
{
    [SupplyParameterFromQuery(Name = "organisation")] public Guid? Organisation { get; set; }
    [SupplyParameterFromForm(FormName = "copy")] private CopyOf Input { get; set; } = null!;
    [Inject] private AssessmentDesk Desk { get; set; } = null!;
    [Inject] private TaskShelf Shelf { get; set; } = null!;
    [Inject] private NavigationManager Navigation { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;

    private AssessmentList? list;
    private IReadOnlyList<AssessmentRow> current = [], archived = [];
    private string? refusal;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new();
        list = await Desk.ListAsync(Organisation, CancellationToken.None);
        if (list is null)
        {
            if (Organisation is not null)
                Navigation.NotFound(); // or not theirs
            return;
        }
        (current, archived) = ([.. list.Rows.Where(row => !row.Archived)], [.. list.Rows.Where(row => row.Archived)]);
    }

    private async Task BeginAsync(string template) => Go(await Desk.BeginAsync(list!.Organisation.Id, template, CancellationToken.None));

    private async Task CopyAsync() => Go(await Desk.CopyAsync(list!.Organisation.Id, Input.Original, CancellationToken.None));

    private void Go((Guid? Id, string? Refusal) made)
    {
        if (made.Id is { } id)
            Navigation.NavigateTo($"/assessments/{id}");
        else
            refusal = made.Refusal;
    }

    private sealed class CopyOf
    {
        public Guid Original { get; set; }
    }
}
