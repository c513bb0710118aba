using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Exercises;
using Learning.Web.Features.Submissions;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Web.Tests.Hosting;

/// <summary>The real app on a machine that cannot run C#, here for want of a published runner: SQL goes on, pages are served, and everybody is told why.</summary>
public sealed class HealthTests : IAsyncLifetime
{
    private readonly LabHost _whole = new();
    private readonly string _empty = Directory.CreateTempSubdirectory("no-runner-").FullName;
    private WebApplicationFactory<Program> _host = null!;

    public Task InitializeAsync()
    {
        _host = _whole.WithWebHostBuilder(builder => builder.UseSetting("Sandbox:RunnerDirectory", _empty));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _whole.DisposeAsync();
        Directory.Delete(_empty);
    }

    [Fact]
    public async Task Health_WithoutWhatCSharpNeeds_SaysSoAndIsNoOutage()
    {
        var response = await _host.CreateClient().GetAsync("/health");
        var sandbox = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("sandbox");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("dotnet publish src/Learning.Runner", sandbox.GetProperty("csharp").GetString());
        Assert.Equal("ok", sandbox.GetProperty("sql").GetString());
        var items = sandbox.GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("name").GetString()!, item => item.GetProperty("state").GetString());
        Assert.Equal("fault", items["runner"]);
        Assert.Equal(Environment.IsPrivilegedProcess ? "notice" : "good", items["account"]);
    }

    [Theory]
    [InlineData("feed-n-plus-one", false)]
    [InlineData("transactions-by-category", true)]
    public async Task HandIn_OfWhatCannotRunHere_IsRefusedWithTheSameSentence(string slug, bool taken)
    {
        var contexts = _host.Services.GetRequiredService<IDbContextFactory<LabContext>>();
        var learner = new Learner { Id = Guid.CreateVersion7(), CreatedAt = TimeProvider.System.GetUtcNow() };
        await using (var context = contexts.CreateDbContext())
        {
            context.Learners.Add(learner);
            await context.SaveChangesAsync();
        }
        await using var scope = _host.Services.CreateAsyncScope();
        var current = new CurrentLearner(new SignedIn(learner.Id));
        var desk = ActivatorUtilities.CreateInstance<ExerciseDesk>(
            scope.ServiceProvider, current, ActivatorUtilities.CreateInstance<SubmissionDesk>(scope.ServiceProvider, current), ActivatorUtilities.CreateInstance<DraftDesk>(scope.ServiceProvider, current));

        var answer = await desk.HandInAsync(slug, SubmissionKind.Try, "SELECT 1", CancellationToken.None);

        Assert.Equal(taken, answer.Id is not null);
        Assert.Equal(taken, answer.Refusal is null);
        Assert.True(taken || answer.Refusal!.Contains("The runner is not published", StringComparison.Ordinal), answer.Refusal);
    }

    private sealed class SignedIn(Guid learner) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, learner.ToString())], "test"))));
    }
}
