using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Data;

/// <summary>The application database: learners, what they handed in, and their drafts. Never a database that a learner's code touches.</summary>
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

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LabContext).Assembly);
        SnakeCase.Apply(modelBuilder.Model);
    }
}
