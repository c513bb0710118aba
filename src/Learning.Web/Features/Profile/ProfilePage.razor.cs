using Learning.Web.Features.Skills;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Profile;

/// <summary>Skills by evidence, and what else is known about somebody: for themselves.</summary>
public sealed partial class ProfilePage
{
    private ProfileView? view;

    [Inject] private ProfileDesk Desk { get; set; } = null!;
    [Inject] private TimeProvider Time { get; set; } = null!;

    private IReadOnlyList<SkillView> Shown => [.. view!.Skills.Where(skill => skill.Proofs.Count > 0)];
    private IReadOnlyList<SkillView> Open => [.. view!.Skills.Where(skill => skill.Proofs.Count == 0 && skill.Open.Count > 0)];
    private IReadOnlyList<SkillView> NotTried => [.. view!.Skills.Where(skill => skill.Proofs.Count == 0 && skill.Open.Count == 0)];

    /// <summary>One exercise shows several skills; its figures stand at the first.</summary>
    private bool IsFirst(SkillView skill, Proof proof) => Shown.First(each => each.Proofs.Any(other => other.Href == proof.Href)) == skill;

    protected override async Task OnInitializedAsync() => view = await Desk.OpenAsync(CancellationToken.None);
}
