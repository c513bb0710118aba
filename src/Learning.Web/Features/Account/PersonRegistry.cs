using Learning.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Learning.Web.Features.Account;

/// <summary>Somebody to be. Without a password they come in through another site.</summary>
internal sealed record NewPerson(string Name, string Email, string? Password)
{
    public bool EmailIsConfirmed { get; init; }
    public bool IsDemo { get; init; }
    public IReadOnlyList<string> Roles { get; init; } = [];
    public UserLoginInfo? Login { get; init; }
}

/// <summary>Makes people. The work of the learner that somebody already is becomes theirs by having their id.</summary>
internal sealed class PersonRegistry(UserManager<Person> users, LabContext context, TimeProvider time)
{
    public async Task<(Person? Person, IReadOnlyList<IdentityError> Errors)> AddAsync(NewPerson who, Guid? learner, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var person = new Person
        {
            Id = learner ?? Guid.CreateVersion7(), Name = who.Name.Trim(), UserName = who.Email.Trim(), Email = who.Email.Trim(), EmailConfirmed = who.EmailIsConfirmed,
            CreatedAt = now, IsDemo = who.IsDemo, LockoutEnabled = true,
        };
        person.Roles.AddRange(who.Roles.Select(role => new PersonRole { PersonId = person.Id, Role = role }));
        // All in one transaction: the manager's store saves this very context.
        if (learner is null)
            context.Learners.Add(new() { Id = person.Id, CreatedAt = now });
        if (who.Login is { } login)
            context.Add(new IdentityUserLogin<Guid> { UserId = person.Id, LoginProvider = login.LoginProvider, ProviderKey = login.ProviderKey, ProviderDisplayName = login.ProviderDisplayName });
        try
        {
            var result = who.Password is null ? await users.CreateAsync(person) : await users.CreateAsync(person, who.Password);
            if (result.Succeeded)
                return (person, []);
            context.ChangeTracker.Clear();
            return (null, [.. result.Errors]);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            context.ChangeTracker.Clear(); // the same form came twice, and the other one was first
            return (null, [users.ErrorDescriber.DuplicateEmail(who.Email)]);
        }
    }
}
