using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Data;

/// <summary>The application database: people, what they handed in, and what came of it. Never a database that a learner's code touches.</summary>
internal sealed class LabContext(DbContextOptions<LabContext> options) : DbContext(options)
{
    public DbSet<Learner> Learners => Set<Learner>();
    public DbSet<Submission> Submissions => Set<Submission>();
    public DbSet<StoredEvidence> Evidence => Set<StoredEvidence>();
    public DbSet<Rejudgement> Rejudgements => Set<Rejudgement>();
    public DbSet<Draft> Drafts => Set<Draft>();
    public DbSet<LessonRead> LessonReads => Set<LessonRead>();
    public DbSet<IncidentSession> IncidentSessions => Set<IncidentSession>();
    public DbSet<Postmortem> Postmortems => Set<Postmortem>();
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<OutgoingMail> OutgoingMails => Set<OutgoingMail>();
    public DbSet<SetupLink> SetupLinks => Set<SetupLink>();
    public DbSet<Review> Reviews => Set<Review>();
    public DbSet<ReviewThread> ReviewThreads => Set<ReviewThread>();
    public DbSet<ReviewComment> ReviewComments => Set<ReviewComment>();
    public DbSet<SavedComment> SavedComments => Set<SavedComment>();
    public DbSet<Notification> Notifications => Set<Notification>();
    public DbSet<Cohort> Cohorts => Set<Cohort>();
    public DbSet<CohortMember> CohortMembers => Set<CohortMember>();
    public DbSet<Candidate> Candidates => Set<Candidate>();
    public DbSet<Assessment> Assessments => Set<Assessment>();
    public DbSet<AssessmentRevision> AssessmentRevisions => Set<AssessmentRevision>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<Sitting> Sittings => Set<Sitting>();
    public DbSet<SittingTask> SittingTasks => Set<SittingTask>();
    public DbSet<SittingPause> SittingPauses => Set<SittingPause>();
    public DbSet<SittingEvent> SittingEvents => Set<SittingEvent>();
    public DbSet<DefenceQuestion> DefenceQuestions => Set<DefenceQuestion>();
    public DbSet<Marking> Markings => Set<Marking>();
    public DbSet<MarkingTalk> MarkingTalks => Set<MarkingTalk>();
    public DbSet<HiringDecision> HiringDecisions => Set<HiringDecision>();
    public DbSet<Appeal> Appeals => Set<Appeal>();
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();
    public DbSet<ApiAnswer> ApiAnswers => Set<ApiAnswer>();
    public DbSet<Webhook> Webhooks => Set<Webhook>();
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();
    public DbSet<DiscussionPost> DiscussionPosts => Set<DiscussionPost>();
    public DbSet<DiscussionReport> DiscussionReports => Set<DiscussionReport>();
    public DbSet<TrackCertificate> Certificates => Set<TrackCertificate>();
    public DbSet<Checkup> Checkups => Set<Checkup>();
    public DbSet<Heartbeat> Heartbeats => Set<Heartbeat>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LabContext).Assembly);
        SnakeCase.Apply(modelBuilder.Model);
    }
}
