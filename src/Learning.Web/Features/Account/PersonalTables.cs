using Learning.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Learning.Web.Features.Account;

/// <summary>
/// What of the database a person is given when they ask for their data. A table with a way to a learner has to be named here, with the columns
/// that stay: secrets, and what would give a task's answer away. One that is not named is not shown, and a test asks about it.
/// </summary>
internal static class PersonalTables
{
    private static readonly Dictionary<Type, string[]> Shown = new()
    {
        [typeof(Learner)] = [],
        [typeof(Person)] = ["password_hash", "security_stamp", "concurrency_stamp"],
        [typeof(PersonRole)] = [],
        [typeof(IdentityUserLogin<Guid>)] = [],
        [typeof(IdentityUserToken<Guid>)] = ["value"],
        [typeof(Membership)] = [],
        [typeof(OutgoingMail)] = ["body"],
        [typeof(Submission)] = [],
        [typeof(StoredEvidence)] = ["bundle"], // its learner's copy is shown instead
        [typeof(Rejudgement)] = [],
        [typeof(Draft)] = [],
        [typeof(LessonRead)] = [],
        [typeof(Review)] = ["claimed_by", "decided_by"], // other people
        [typeof(ReviewThread)] = [],
        [typeof(ReviewComment)] = ["author_id"],
        [typeof(SavedComment)] = [],
        [typeof(Notification)] = [],
        [typeof(Cohort)] = ["join_code", "mentor_id"],
        [typeof(CohortMember)] = ["learner_id"],
        [typeof(IncidentSession)] = ["record"], // shown apart, as JSON
        [typeof(Postmortem)] = [],
        [typeof(DiscussionPost)] = ["author_id"],
        [typeof(DiscussionReport)] = ["settled_by"],
        [typeof(TrackCertificate)] = [],
        // Of a candidate's learner, which nobody signs in as: nothing of these is ever a person's own. Candidates get theirs with their report.
        [typeof(Sitting)] = ["preview_by"],
        [typeof(SittingTask)] = [],
        [typeof(SittingPause)] = [],
        [typeof(SittingEvent)] = [],
        [typeof(DefenceQuestion)] = ["guideline"],
        [typeof(Marking)] = ["marker_id", "scores"],
        [typeof(MarkingTalk)] = ["by", "note"],
        [typeof(HiringDecision)] = ["decided_by"],
        [typeof(Appeal)] = ["answered_by"],
        [typeof(WebhookDelivery)] = ["payload"],
    };

    public static bool May(IEntityType type) => Shown.ContainsKey(type.ClrType);

    public static IReadOnlyList<string> Hidden(IEntityType type) => Shown[type.ClrType];

    /// <summary>All tables whose rows hang on a learner, or on a row of another table, however indirectly, with the SQL condition for the id {0}.</summary>
    public static IReadOnlyList<(IEntityType Type, string Condition)> Reachable(IModel model, Type? from = null)
    {
        var learner = model.FindEntityType(from ?? typeof(Learner))!;
        var found = new List<(IEntityType Type, string Condition)> { (learner, "id = {0}") };
        for (var at = 0; at < found.Count; at++)
        {
            foreach (var type in found[at].Type.GetReferencingForeignKeys().Select(key => key.DeclaringEntityType).Distinct().Where(type => found.All(each => each.Type != type)).ToList())
            {
                var conditions = from key in type.GetForeignKeys()
                                 from principal in found
                                 where key.PrincipalEntityType == principal.Type
                                 select Condition(key, principal.Condition);
                found.Add((type, string.Join(" OR ", conditions)));
            }
        }
        return found;
    }

    private static string Condition(IForeignKey key, string principal) =>
        $"({string.Join(", ", key.Properties.Select(each => each.GetColumnName()))}) IN (SELECT {string.Join(", ", key.PrincipalKey.Properties.Select(each => each.GetColumnName()))} FROM {key.PrincipalEntityType.GetTableName()} WHERE {principal})";
}
