using System.Net;
using System.Security.Cryptography;
using System.Text;
using Learning.Web.Data;
using Learning.Web.Features.Integrations;
using Learning.Web.Features.Integrations.Webhooks;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Markings;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Learning.Web.Tests.Integrations;

/// <summary>The real app with quick retries.</summary>
public sealed class QuickHooks : IDisposable
{
    internal Lines Log { get; } = new();

    internal AccountHost Host { get; }

    public QuickHooks() => Host = new(builder =>
    {
        builder.UseSetting("Integrations:WebhookFirstPauseSeconds", "0.1");
        builder.UseSetting("Integrations:WebhookSeconds", "1.5");
        builder.UseSetting("Integrations:WebhookTries", "4");
        builder.UseSetting("Integrations:WebhookFailures", "3");
        builder.ConfigureServices(services => services.AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(Log));
    });

    public void Dispose() => Host.Dispose();
}

public sealed class WebhookTests(QuickHooks fixture) : IClassFixture<QuickHooks>
{
    private readonly AccountHost host = fixture.Host;

    [Fact]
    public async Task Message_IsSignedOverItsIdTimeAndBody_AndATargetThatFailsOnceGetsItAgain()
    {
        await using var target = new HookTarget((nth, answer) => Answer(answer, nth == 1 ? 500 : 204));
        var (hook, secret) = await HookAsync(target.Address);

        await TellAsync(hook);
        var row = await UntilAsync(hook, each => each.DeliveredAt is not null);

        Assert.Equal((2, 204), (row.Tries, row.StatusCode));
        var (first, second) = (target.Taken[0], target.Taken[1]);
        Assert.Equal((row.Payload, row.Payload), (first.Body, second.Body));
        Assert.Equal(row.Id.ToString(), second.Headers["webhook-id"]);
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{second.Headers["webhook-id"]}.{second.Headers["webhook-timestamp"]}.{second.Body}")));
        Assert.Equal(expected, second.Headers["webhook-signature"]);
        await using var context = host.Contexts.CreateDbContext();
        Assert.Equal(0, (await context.Webhooks.SingleAsync(each => each.Id == hook)).FailuresInARow);
    }

    [Fact]
    public async Task Message_ThatIsDaysOld_HasAllItsTriesWhenItIsSentAgain()
    {
        await using var target = new HookTarget((nth, answer) => Answer(answer, nth <= 2 ? 500 : 204));
        var (hook, _) = await HookAsync(target.Address);
        await using (var context = host.Contexts.CreateDbContext())
        {
            var now = DateTimeOffset.UtcNow;
            context.WebhookDeliveries.Add(new() { Id = Guid.CreateVersion7(), WebhookId = hook, Event = HiringEventNames.InvitationSent, Payload = "{}", CreatedAt = now.AddDays(-4), NextTryAt = now });
            await context.SaveChangesAsync();
        }

        var row = await UntilAsync(hook, each => each.DeliveredAt is not null || each.NextTryAt is null);

        Assert.Equal((3, 204), (row.Tries, row.StatusCode));
    }

    [Fact]
    public async Task Target_ThatHangs_HoldsUpNobodyElse_AndIsGivenUp()
    {
        using var release = new SemaphoreSlim(0);
        await using var hangs = new HookTarget((_, _) => release.WaitAsync(TimeSpan.FromSeconds(20)));
        await using var works = new HookTarget((_, _) => Task.CompletedTask);
        var (slow, _) = await HookAsync(hangs.Address);
        var (quick, _) = await HookAsync(works.Address);

        await TellAsync(slow);
        await Task.Delay(200);
        var began = DateTimeOffset.UtcNow;
        await TellAsync(quick);
        await UntilAsync(quick, each => each.DeliveredAt is not null);

        Assert.True(DateTimeOffset.UtcNow - began < TimeSpan.FromSeconds(6));
        var row = await UntilAsync(slow, each => each.LastError is not null);
        Assert.Contains("No whole answer within 1.5 s", row.LastError, StringComparison.Ordinal);
        release.Release(20);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var inside = new HookTarget((_, _) => Task.CompletedTask);
        await using var target = new HookTarget((_, answer) =>
        {
            answer.Redirect(inside.Address);
            return Task.CompletedTask;
        });
        var (hook, _) = await HookAsync(target.Address);

        await TellAsync(hook);
        var row = await UntilAsync(hook, each => each.LastError is not null);

        Assert.Contains("Redirects are not followed", row.LastError, StringComparison.Ordinal);
        Assert.Empty(inside.Taken);
    }

    [Fact]
    public async Task Target_ThatAlwaysFails_IsSwitchedOff_AndItsAnswerIsKeptShort()
    {
        await using var target = new HookTarget((_, answer) =>
        {
            answer.StatusCode = 500;
            return answer.WriteAsync(new string('x', 5000));
        });
        var (hook, _) = await HookAsync(target.Address);

        await TellAsync(hook);
        var off = await PatienceAsync(async context => (await context.Webhooks.AsNoTracking().SingleAsync(each => each.Id == hook)).DisabledAt);

        Assert.NotNull(off);
        var row = await UntilAsync(hook, each => each.Tries == 3);
        Assert.NotNull(row.NextTryAt); // waits for somebody to switch it on
        Assert.InRange(row.LastError!.Length, 300, 500);
        await TellAsync(hook);
        await using var context = host.Contexts.CreateDbContext();
        Assert.Equal(1, await context.WebhookDeliveries.CountAsync(each => each.WebhookId == hook));
    }

    [Fact]
    public async Task Target_InAPrivateNetwork_IsNotConnectedTo_AndTheLogSaysSo()
    {
        var (hook, _) = await HookAsync("https://10.1.2.3/hook");

        await TellAsync(hook);
        var row = await UntilAsync(hook, each => each.LastError is not null);

        Assert.Contains("private network", row.LastError, StringComparison.Ordinal);
        Assert.Contains(fixture.Log.Written, line => line.Contains(hook.ToString(), StringComparison.Ordinal) && line.Contains("its target is refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Name_ThatLeadsToThisMachine_IsRefusedAtTheConnection_InProduction()
    {
        await using var target = new HookTarget((_, _) => Task.CompletedTask);
        var addresses = new TargetAddresses(new Production());
        using var client = ActivatorUtilities.CreateInstance<WebhookClient>(host.Services, addresses);
        var hook = new Webhook { Id = Guid.NewGuid(), OrganisationId = Guid.NewGuid(), Url = $"https://localhost:{new Uri(target.Address).Port}/", Secret = host.Services.GetRequiredService<WebhookSecrets>().New().Kept, Events = "test", CreatedAt = default };

        Assert.Null(addresses.Refuse(hook.Url)); // by its looks it is fine
        var tried = await client.SendAsync(hook, new() { Id = Guid.NewGuid(), WebhookId = hook.Id, Event = "test", Payload = "{}", CreatedAt = default }, CancellationToken.None);

        Assert.True(tried.Refused);
        Assert.Contains("which is no public address", tried.Fault, StringComparison.Ordinal);
        Assert.Empty(target.Taken);
    }

    [Theory]
    [InlineData("http://shop.example/hook")]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("https://2130706433/")]
    [InlineData("https://user:secret@shop.example/")]
    [InlineData("ftp://shop.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("nonsense")]
    [InlineData("")]
    public void Address_ThatIsNotTaken_IsRefusedWithASentence(string url) => Assert.NotNull(new TargetAddresses(new Production()).Refuse(url));

    [Theory]
    [InlineData("10.0.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::1", false)]
    [InlineData("2001:0:a00:1::1", false)]
    [InlineData("::ffff:192.168.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    public void Address_IsPublicOrNot(string address, bool expected) => Assert.Equal(expected, TargetAddresses.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task Secret_Renewed_BothSignForADay()
    {
        var secrets = host.Services.GetRequiredService<WebhookSecrets>();
        var (old, oldKept) = secrets.New();
        var (shown, kept) = secrets.New();
        var (id, now) = (Guid.NewGuid(), DateTimeOffset.UtcNow);
        var hook = new Webhook { Id = id, OrganisationId = id, Url = "", Secret = kept, EarlierSecret = oldKept, EarlierUntil = now.AddHours(1), Events = "", CreatedAt = now };

        Assert.Equal($"{WebhookSecrets.Sign(shown, id, 1, "{}")} {WebhookSecrets.Sign(old, id, 1, "{}")}", secrets.Sign(hook, id, 1, "{}", now));
        Assert.Equal(WebhookSecrets.Sign(shown, id, 1, "{}"), secrets.Sign(hook, id, 1, "{}", now.AddHours(2)));
        await Task.CompletedTask;
    }

    private static Task Answer(HttpResponse answer, int status)
    {
        answer.StatusCode = status;
        return Task.CompletedTask;
    }

    private async Task<(Guid Hook, string Secret)> HookAsync(string url)
    {
        var (shown, kept) = host.Services.GetRequiredService<WebhookSecrets>().New();
        var row = new Webhook { Id = Guid.CreateVersion7(), OrganisationId = await new MarkingDesks(host).OrganisationAsync(), Url = url, Secret = kept, Events = HiringEventNames.InvitationSent, CreatedAt = DateTimeOffset.UtcNow };
        await using var context = host.Contexts.CreateDbContext();
        context.Webhooks.Add(row);
        await context.SaveChangesAsync();
        return (row.Id, shown);
    }

    private async Task TellAsync(Guid hook)
    {
        await using var context = host.Contexts.CreateDbContext();
        var organisation = (await context.Webhooks.SingleAsync(each => each.Id == hook)).OrganisationId;
        await host.Services.GetRequiredService<HiringEvents>().AddAsync(context, organisation, HiringEventNames.InvitationSent, sitting: null, new { invitation = Guid.NewGuid() }, CancellationToken.None);
        await context.SaveChangesAsync();
    }

    private async Task<WebhookDelivery> UntilAsync(Guid hook, Func<WebhookDelivery, bool> reached) =>
        (await PatienceAsync(async context => (await context.WebhookDeliveries.AsNoTracking().SingleOrDefaultAsync(each => each.WebhookId == hook)) is { } row && reached(row) ? row : null))!;

    private async Task<T> PatienceAsync<T>(Func<LabContext, Task<T>> read)
    {
        for (var wait = 0; wait < 200; wait++)
        {
            await using var context = host.Contexts.CreateDbContext();
            if (await read(context) is { } found)
                return found;
            await Task.Delay(100);
        }
        throw new TimeoutException("It did not get there within 20 s.");
    }

    private sealed class Production : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Production;
        public string ApplicationName { get; set; } = "";
        public string ContentRootPath { get; set; } = "";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
