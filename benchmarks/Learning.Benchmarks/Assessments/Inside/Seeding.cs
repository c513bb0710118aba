using System.Globalization;
using Learning.Grading.Reports;
using Learning.Web.Data;
using Learning.Web.Features.Assessments;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Benchmarks.Assessments.Inside;

/// <summary>
/// An organisation with one published assessment for each time box, and its invitations, made by what the pages and the API invite with. The revisions are written
/// as rows, because a manager may not publish a box of less than five minutes, and a bench has to see some end.
/// </summary>
internal static class Seeding
{
    /// <summary>One of each language; of the first, candidates draw variants.</summary>
    public static readonly string[] Slugs = ["feed-n-plus-one", "transactions-by-category"];

    public static async Task<IReadOnlyList<Seeded>> SeedAsync(HttpContext http)
    {
        var gone = http.RequestAborted;
        var wanted = (await http.Request.ReadFromJsonAsync<IReadOnlyList<Wanted>>(GradeReport.Json, gone))!;
        int? variants = int.TryParse(http.Request.Query["variants"], CultureInfo.InvariantCulture, out var most) ? most : null;
        var (now, organisation) = (TimeProvider.System.GetUtcNow(), Guid.CreateVersion7());
        List<(Guid Id, int Minutes)> assessments = [];
        await using (var context = await http.RequestServices.GetRequiredService<IDbContextFactory<LabContext>>().CreateDbContextAsync(gone))
        {
            context.Organisations.Add(new() { Id = organisation, Name = $"Bench {organisation:N}", CreatedAt = now });
            foreach (var minutes in wanted.Select(each => each.Minutes).Distinct())
            {
                var plan = PlanText.Write(Plan(http.RequestServices.GetRequiredService<TaskShelf>(), minutes, variants));
                var assessment = new Assessment { Id = Guid.CreateVersion7(), OrganisationId = organisation, Name = $"Box of {minutes} min", Plan = plan, CreatedAt = now, UpdatedAt = now };
                context.Assessments.Add(assessment);
                context.AssessmentRevisions.Add(new() { Id = Guid.CreateVersion7(), AssessmentId = assessment.Id, Number = 1, Name = assessment.Name, Plan = plan, PublishedAt = now });
                assessments.Add((assessment.Id, minutes));
            }
            await context.SaveChangesAsync(gone);
        }
        List<Seeded> seeded = [];
        var inviting = http.RequestServices.GetRequiredService<Inviting>();
        foreach (var (id, minutes) in assessments)
        {
            List<Wanted> of = [.. wanted.Where(each => each.Minutes == minutes)];
            var order = new InviteOrder(organisation, id, [.. of.Select(each => new Invitee(string.Create(CultureInfo.InvariantCulture, $"candidate-{each.Number}@bench.example"), TimeFactor: each.Factor))], By: null, new($"http://{http.Request.Host}/"));
            var answer = await inviting.InviteAsync(order, gone);
            if ((answer.Refusal ?? answer.Outcomes.FirstOrDefault(outcome => outcome.Refusal is not null)?.Refusal) is { } refusal)
                throw new InvalidOperationException($"The bench's own invitations were refused: {refusal}");
            seeded.AddRange(answer.Outcomes.Select((outcome, index) => new Seeded(of[index].Number, new(outcome.Invited!.Link))));
        }
        return seeded;
    }

    private static AssessmentPlan Plan(TaskShelf shelf, int minutes, int? variants) => new()
    {
        Minutes = minutes, Contact = "The bench", Defend = false, // the questions afterwards are no part of the crowd
        Tasks = [.. Slugs.Select(slug => shelf.Find(TaskKind.Exercise, slug)!).Select(item => new PlannedTask { Kind = TaskKind.Exercise, Slug = item.Slug, Weight = 10, Minutes = 1, Revision = item.Revision, Variants = item.Variants is { } all ? Math.Min(all, variants ?? all) : null })],
    };
}
