using Learning.Web.Data;

namespace Learning.Web.Features.Assessments;

/// <summary>What is against giving a plan's tasks to somebody new now. Sittings that run already have their content and go on.</summary>
internal sealed class TaskFaults(TaskShelf shelf)
{
    /// <summary>A sentence for each task that cannot be given. With <paramref name="published"/>, also when its content is another than was published.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(LabContext context, AssessmentPlan plan, bool published, CancellationToken cancellationToken)
    {
        var loaded = plan.Tasks.Select(task => (Task: task, Item: shelf.Find(task))).ToList();
        var proofs = await TaskProofs.ReadAsync(context, loaded.Where(each => each.Item is not null).Select(each => (each.Item!.Slug, each.Item.Revision)), cancellationToken);
        List<string> faults = [];
        foreach (var (task, item) in loaded)
        {
            var name = $"Task {plan.Tasks.ToList().IndexOf(task) + 1}, {item?.Title ?? task.Slug},";
            if (item is null)
                faults.Add($"{name} does not load: {shelf.Problem(task) ?? "there is no such folder"}. Take it out, or let an administrator repair it.");
            else if (published && task.Revision != item.Revision)
                faults.Add($"{name} was changed since this was published. Publish again, so that everybody who is invited from now on gets the same.");
            else if (proofs.GetValueOrDefault((item.Slug, item.Revision)) is { IsBad: true } proof)
                faults.Add($"{name} does not grade as it declares ({proof.Say}). Take it out, or let an administrator repair it and check it again.");
        }
        return faults;
    }
}
