using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Learning.Web.Data;
using Learning.Web.Features.Account;
using Learning.Web.Features.Administration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Learning.Web.Features.Integrations.Exports;

/// <summary>The results of one assessment as a file, for a hiring manager of its organisation. Made when asked for, and kept nowhere.</summary>
internal static class ExportEndpoint
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/assessments/{id:guid}/export.csv", (Guid id, HttpContext http, IDbContextFactory<LabContext> contexts, AuditLog audit, TimeProvider time) => GetAsync(id, "csv", http, contexts, audit, time))
            .RequireAuthorization(Policies.HiringManager);
        routes.MapGet("/assessments/{id:guid}/export.json", (Guid id, HttpContext http, IDbContextFactory<LabContext> contexts, AuditLog audit, TimeProvider time) => GetAsync(id, "json", http, contexts, audit, time))
            .RequireAuthorization(Policies.HiringManager);
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> GetAsync(Guid id, string kind, HttpContext http, IDbContextFactory<LabContext> contexts, AuditLog audit, TimeProvider time)
    {
        var cancellationToken = http.RequestAborted;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (CurrentLearner.Id(http.User) is not { } me || await FindAsync(context, id, me, cancellationToken) is not { } assessment)
            return TypedResults.NotFound();
        var results = await ResultReader.ReadAsync(context, context.Sittings.Where(row => row.Revision!.AssessmentId == id).OrderBy(row => row.CreatedAt), time.GetUtcNow(), cancellationToken);
        context.AuditEntries.Add(audit.Entry(AuditActions.ResultsExported, me, id, string.Create(CultureInfo.InvariantCulture, $"{results.Count} sittings as {kind}")));
        await context.SaveChangesAsync(cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        var name = string.Create(CultureInfo.InvariantCulture, $"assessment-{id:N}-{time.GetUtcNow():yyyyMMdd}.{kind}");
        return kind == "csv" ? TypedResults.File(CsvText.Write(ExportTable.Rows(results)), "text/csv; charset=utf-8", name)
            : TypedResults.File(JsonSerializer.SerializeToUtf8Bytes(new { assessment = id, name = assessment.Name, exportedAt = time.GetUtcNow(), sittings = results }, Json), "application/json", name);
    }

    private static Task<Assessment?> FindAsync(LabContext context, Guid id, Guid person, CancellationToken cancellationToken) => context.Assessments.AsNoTracking().FirstOrDefaultAsync(
        row => row.Id == id && context.Memberships.Any(each => each.OrganisationId == row.OrganisationId && each.PersonId == person && each.Role == Roles.HiringManager && each.Person!.DisabledAt == null), cancellationToken);
}
