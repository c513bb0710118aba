using Learning.Grading.Bundles;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Operations.Capacity;
using Learning.Web.Features.Operations.Storage;
using Learning.Web.Features.Operations.Watch;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.AspNetCore.Components.Authorization;
using System.Security.Claims;
using Learning.Grading;
using Learning.Grading.Traces;

namespace Learning.Web.Tests.Operations;

/// <summary>What administrators see of content, capacity, evidence and health.</summary>
public sealed class OperationsPageTests
{
    [Fact]
    public async Task Exercises_WithABrokenFolder_NameItsFileAndKey()
    {
        var folder = Directory.CreateTempSubdirectory("broken-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "half-written"));
        await File.WriteAllTextAsync(Path.Combine(folder, "half-written", "exercise.yaml"), "title: Half\nno-such-key: 1\n");
        try
        {
            await using var host = new AccountHost(builder => builder.UseSetting("Content:Exercises", folder));
            var page = await (await host.SignInAsync(AccountHost.AdministratorEmail)).ReadAsync("/admin/exercises");

            Assert.Contains("exercises/half-written/exercise.yaml", page);
            Assert.Contains("no-such-key", page);
            Assert.Contains("1 file has not loaded", (await (await host.SignInAsync(AccountHost.AdministratorEmail)).ReadAsync("/admin")).Replace("\n", " ", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Capacity_CountsWhatWaitsAndHowLongOthersWaited()
    {
        await using var host = new AccountHost();
        var (_, person) = await host.RegisterAsync();
        var now = TimeProvider.System.GetUtcNow();
        await using (var context = host.Contexts.CreateDbContext())
        {
            for (var i = 1; i <= 20; i++)
                context.Submissions.Add(Row(person.Id, i, now.AddMinutes(-10), now.AddMinutes(-10).AddSeconds(i), SubmissionStatus.Graded));
            context.Submissions.Add(Row(person.Id, 21, now.AddHours(-3), now.AddHours(-3).AddSeconds(100), SubmissionStatus.Failed));
            context.Submissions.Add(Row(person.Id, 22, now.AddSeconds(-30), null, SubmissionStatus.Queued));
            await context.SaveChangesAsync();
        }
        await using var scope = host.Services.CreateAsyncScope();

        var view = await scope.ServiceProvider.GetRequiredService<CapacityDesk>().LoadAsync(CancellationToken.None);

        Assert.Equal(1, view.Waiting);
        Assert.Equal((20, 10, 19, 0), (view.LastHour.Gradings, Math.Round(view.LastHour.WaitP50!.Value), Math.Round(view.LastHour.WaitP95!.Value), view.LastHour.OurFaults));
        Assert.Equal((21, 1), (view.LastDay.Gradings, view.LastDay.OurFaults));
        Assert.Equal(20, view.Minutes.Sum(minute => minute.Begun));
    }

    [Fact]
    public async Task Evidence_ThatWasChanged_IsFoundByTheSample()
    {
        await using var host = new AccountHost();
        var (_, person) = await host.RegisterAsync("Ada", Roles.Administrator);
        var (whole, damaged) = (await host.SubmissionAsync(person.Id, 1), await host.SubmissionAsync(person.Id, 2));
        var report = SampleReports.OnePerPost();
        var bundle = EvidenceBundle.Of("class A;", GradeMode.Submit, new Evidence { Prepared = RunOutcome.Completed, Environment = new("18", 0, "C", 2) }, report);
        await using (var context = host.Contexts.CreateDbContext())
        {
            context.Evidence.Add(new() { SubmissionId = whole, Engine = "1", Sha256 = bundle.EvidenceSha256, Bundle = bundle.ToCompressed(), StoredAt = TimeProvider.System.GetUtcNow() });
            context.Evidence.Add(new() { SubmissionId = damaged, Engine = "1", Sha256 = bundle.EvidenceSha256, Bundle = bundle.ToCompressed()[..^20], StoredAt = TimeProvider.System.GetUtcNow() });
            await context.SaveChangesAsync();
        }
        await using var scope = host.Services.CreateAsyncScope();
        var user = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, person.Id.ToString())], "test"));
        var administrators = new Learning.Web.Features.Operations.Administrators(new CurrentLearner(new Known(user)), host.Services.GetRequiredService<Standings>());
        var desk = ActivatorUtilities.CreateInstance<EvidenceDesk>(scope.ServiceProvider, administrators);

        var found = await desk.CheckAsync(CancellationToken.None);
        var view = await desk.LoadAsync(CancellationToken.None);

        Assert.Equal(2, found!.Looked);
        Assert.Equal(damaged, Assert.Single(found.Damaged).Submission);
        Assert.Equal((2, 2), (view.Count, Assert.Single(view.ByExercise).Count));
        Assert.Equal(view.Bytes, view.Growth[0]);
    }

    [Fact]
    public async Task Health_OfAPartThatChanges_SaysSinceWhen()
    {
        await using var host = new AccountHost(builder => builder.UseSetting("environment", "Production"));
        var health = host.Services.GetRequiredService<SiteHealth>();
        var first = (await health.LookAsync(CancellationToken.None)).Rows;
        var again = (await health.LookAsync(CancellationToken.None)).Rows;

        var mail = Assert.Single(again, row => row.Name == "Mail");
        Assert.Contains("not configured", mail.Now);
        Assert.Contains("Mail:Host", mail.Do);
        Assert.Equal(first.Single(row => row.Name == "Mail").Since, mail.Since);
        Assert.Contains(again, row => row is { Name: "Application database", Do: null });
        Assert.All(again, row => Assert.NotEmpty(row.Without));
        Assert.Contains("Mail:Host", await (await host.SignInAsync(AccountHost.AdministratorEmail)).ReadAsync("/admin/health"));
    }

    private static Submission Row(Guid learner, int number, DateTimeOffset created, DateTimeOffset? started, SubmissionStatus status) => new()
    {
        Id = Guid.CreateVersion7(), LearnerId = learner, ExerciseSlug = "feed-n-plus-one", Revision = "r", Kind = SubmissionKind.Submit, Number = number, Source = "class A;",
        Status = status, CreatedAt = created, StartedAt = started, GradedAt = started?.AddSeconds(3),
    };

    private sealed class Known(ClaimsPrincipal user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(user));
    }
}
