using Learning.Web.Data;
using Learning.Web.Features.Integrations;
using Learning.Web.Tests.Accounts;
using Learning.Web.Tests.Markings;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Tests.Privacy;

/// <summary>A candidate who has left a row in every table that hangs on one, each with their name in it where there is room for text.</summary>
internal sealed record Traces(Sitting Sitting, Candidate Candidate, Guid Manager, Visitor Browser, Guid Organisation)
{
    public const string Name = "Ada Lovelace-Unmistakable";

    public static async Task<Traces> LeaveAsync(AccountHost host)
    {
        var markings = new MarkingDesks(host);
        var organisation = await markings.OrganisationAsync();
        var (browser, manager) = await markings.MemberAsync(organisation);
        var sitting = await markings.HandedInAsync(await markings.AssessmentAsync(organisation), "7F3A", source: $"// {Name}", name: Name);
        await using var context = host.Contexts.CreateDbContext();
        var now = TimeProvider.System.GetUtcNow();
        var invitation = await context.Invitations.Include(row => row.Candidate).SingleAsync(row => row.Id == sitting.InvitationId);
        var candidate = invitation.Candidate!;
        candidate.TimeFactor = 1.5m;
        var submission = await context.Submissions.SingleAsync(row => row.LearnerId == sitting.LearnerId);
        var session = new IncidentSession { Id = Guid.CreateVersion7(), LearnerId = sitting.LearnerId, Slug = "x", Revision = "r", Seed = 1, Status = IncidentStatus.Ended, CreatedAt = now, Record = [1, 2, 3] };
        var token = new ApiToken { Id = Guid.CreateVersion7(), OrganisationId = organisation, Name = "t", Prefix = "ll_", Hash = Guid.NewGuid().ToByteArray(), Scopes = "", CreatedAt = now };
        var hook = new Webhook { Id = Guid.CreateVersion7(), OrganisationId = organisation, Url = "https://shop.example/", Secret = "x", Events = string.Join(' ', HiringEventNames.All), CreatedAt = now, DisabledAt = now };
        context.AddRange(
            session, token, hook, new Postmortem { SessionId = session.Id, Sections = $$"""{"summary":"by {{Name}}"}""" },
            new StoredEvidence { SubmissionId = submission.Id, Engine = "e", Sha256 = "s", Bundle = [1] },
            new Rejudgement { Id = Guid.CreateVersion7(), SubmissionId = submission.Id, JudgedAt = now, Engine = "e", Verdict = submission.Verdict!.Value, SameVerdict = true, Document = $$"""{"source":"{{Name}}"}""" },
            new Draft { LearnerId = sitting.LearnerId, ExerciseSlug = "x", Source = Name, UpdatedAt = now },
            new OutgoingMail { Id = Guid.CreateVersion7(), CandidateId = candidate.Id, InvitationId = invitation.Id, Recipient = candidate.Email!, Subject = "s", Body = $"Hello {Name}", CreatedAt = now, ExpiresAt = now.AddDays(1), NextTryAt = now.AddDays(1) },
            new ApiAnswer { TokenId = token.Id, Key = "k", Request = [1], At = now, Status = 201, Body = "sealed", InvitationId = invitation.Id },
            new SittingPause { Id = Guid.CreateVersion7(), SittingId = sitting.Id, From = now.AddMinutes(-20), To = now.AddMinutes(-19), Reason = "ours" },
            new SittingEvent { SittingId = sitting.Id, Position = 1, At = now, Kind = SittingEventKind.Edit, Data = $$"""{"text":"{{Name}}"}""" },
            new DefenceQuestion { SittingId = sitting.Id, Number = 1, Position = 1, Question = "Why?", Mark = "S2", Guideline = "g", Answer = $"I, {Name}, say so", AnsweredAt = now },
            new Marking { Id = Guid.CreateVersion7(), SittingId = sitting.Id, MarkerId = manager, Scores = $$$"""{"cause":{"score":3,"note":"{{{Name}}} did well"}}""", UpdatedAt = now, SignedAt = now },
            new MarkingTalk { SittingId = sitting.Id, RubricKey = "cause", Score = 3, Note = Name, By = manager, At = now },
            new HiringDecision { Id = Guid.CreateVersion7(), SittingId = sitting.Id, DecidedBy = manager, DeciderName = "Grace", Outcome = HiringOutcome.Invite, Reasons = $"{Name} is good", At = now },
            new Appeal { Id = Guid.CreateVersion7(), SittingId = sitting.Id, Position = 1, Check = "c", Reason = $"{Name} asks", AskedAt = now, Answer = $"Dear {Name}", AnsweredAt = now },
            new WebhookDelivery { Id = Guid.CreateVersion7(), WebhookId = hook.Id, Event = "sitting.graded", Payload = $$"""{"sitting":"{{sitting.Id}}"}""", CreatedAt = now, SittingId = sitting.Id },
            new WebhookDelivery { Id = Guid.CreateVersion7(), WebhookId = hook.Id, Event = "invitation.sent", Payload = $$"""{"invitation":"{{invitation.Id}}"}""", CreatedAt = now },
            new Notification { Id = Guid.CreateVersion7(), LearnerId = manager, Text = "7F3A has handed in.", Link = $"/sittings/{sitting.Id}", CreatedAt = now },
            new AuditEntry { At = now, Action = "a", SubjectId = candidate.Id, Detail = $"{candidate.Email} invited" },
            new AuditEntry { At = now, Action = "a", SubjectId = candidate.Id, Detail = $"about {Name.ToUpperInvariant()}" },
            new AuditEntry { At = now, Action = "a", SubjectId = null, Detail = $"about sitting {sitting.Id}" });
        await context.Database.ExecuteSqlAsync($"UPDATE invitations SET external_id = {"https://tracking.example/ada"} WHERE id = {invitation.Id}");
        await context.Sittings.Where(row => row.Id == sitting.Id).ExecuteUpdateAsync(row => row.SetProperty(each => each.AiDeclaration, $"{Name} used none"));
        await context.SaveChangesAsync();
        return new(sitting, candidate, manager, browser, organisation);
    }

    /// <summary>Tables with a row that has this text anywhere.</summary>
    public static async Task<IReadOnlyList<string>> TablesWithAsync(LabContext context, string text)
    {
        List<string> found = [];
        foreach (var table in context.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct(StringComparer.Ordinal))
        {
            var sql = System.Runtime.CompilerServices.FormattableStringFactory.Create($"SELECT count(*) AS \"Value\" FROM {table} t WHERE strpos(lower(t::text), lower({{0}})) > 0", text);
            if (await context.Database.SqlQuery<long>(sql).SingleAsync() > 0)
                found.Add(table);
        }
        return found;
    }
}
