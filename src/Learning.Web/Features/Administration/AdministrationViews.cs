namespace Learning.Web.Features.Administration;

/// <summary>A line of the list of people. Roles hold on the whole site, the others in an organisation or more.</summary>
internal sealed record PersonRow(
    Guid Id, string Name, string Email, bool IsDemo, IReadOnlyList<string> Roles, IReadOnlyList<string> InOrganisations, DateTimeOffset? DisabledAt, DateTimeOffset Since);

/// <summary>One page of it.</summary>
internal sealed record PeopleView(IReadOnlyList<PersonRow> People, int Total, int Page, int Pages);

internal sealed record MembershipRow(Guid OrganisationId, string Organisation, Guid PersonId, string Person, string Role, DateTimeOffset Since);

internal sealed record PersonView(
    PersonRow Person, bool EmailIsConfirmed, bool HasTwoFactor, DateTimeOffset? LockedUntil, int Submissions, IReadOnlyList<MembershipRow> Memberships, IReadOnlyList<AuditRow> Log);

internal sealed record OrganisationRow(Guid Id, string Name, int Members, DateTimeOffset Since);

internal sealed record OrganisationView(Guid Id, string Name, IReadOnlyList<MembershipRow> Members);

/// <summary>Somebody whose address nothing shows to be theirs: no mail server is set up that could.</summary>
internal sealed record UnprovenPerson(Guid Id, string Name, DateTimeOffset Since);

/// <summary>Names are those of today; whoever was deleted has none.</summary>
public sealed record AuditRow(long Id, DateTimeOffset At, string Action, Guid? ActorId, string? Actor, Guid? SubjectId, string? Subject, string? Detail);
