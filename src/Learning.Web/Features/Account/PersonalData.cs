using System.Runtime.CompilerServices;
using System.Text.Json;
using Learning.Grading.Bundles;
using Learning.Web.Data;
using Learning.Web.Features.Incidents.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Learning.Web.Features.Account;

/// <summary>
/// Everything that is kept about a person, as JSON: rows as they are, table by table. Which rows are theirs follows from the foreign keys;
/// which tables and columns may be shown is said in <see cref="PersonalTables"/>.
/// </summary>
internal sealed class PersonalData(IDbContextFactory<LabContext> contexts, TimeProvider time)
{
    public async Task WriteAsync(Guid person, Stream to, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var json = new Utf8JsonWriter(to, new() { Indented = true });
        json.WriteStartObject();
        json.WriteString("exportedAt", time.GetUtcNow());
        foreach (var (type, condition) in PersonalTables.Reachable(context.Model).Where(each => PersonalTables.May(each.Type)))
        {
            json.WriteStartArray(type.GetTableName()!);
            if (type.ClrType == typeof(StoredEvidence))
                await WriteEvidenceAsync(context, person, json, cancellationToken);
            else
                await WriteRowsAsync(context, $"SELECT (to_jsonb(t) - ARRAY[{Hidden(type)}]::text[])::text AS \"Value\" FROM {type.GetTableName()} t WHERE {condition}", person, json, cancellationToken);
            json.WriteEndArray();
        }
        json.WriteStartArray("incident_records");
        await WriteRecordsAsync(context, person, json, cancellationToken);
        json.WriteEndArray();
        json.WriteStartArray("audit_entries");
        await WriteRowsAsync(
            context, "SELECT jsonb_build_object('at', at, 'action', action, 'byYourself', actor_id = {0})::text AS \"Value\" FROM audit_entries WHERE subject_id = {0} OR actor_id = {0} ORDER BY id",
            person, json, cancellationToken);
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static string Hidden(IEntityType type) => string.Join(", ", PersonalTables.Hidden(type).Select(column => $"'{column}'"));

    private static async Task WriteRowsAsync(LabContext context, string sql, Guid person, Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        await foreach (var row in context.Database.SqlQuery<string>(FormattableStringFactory.Create(sql, person)).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            json.WriteRawValue(row);
            await json.FlushAsync(cancellationToken);
        }
    }

    /// <summary>Of labs that are over: an open one's record has what its stages ask for.</summary>
    private static async Task WriteRecordsAsync(LabContext context, Guid person, Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        var packed = context.IncidentSessions.Where(row => row.LearnerId == person && row.Status == IncidentStatus.Ended && row.Record != null)
            .Select(row => new { row.Id, row.Record }).AsAsyncEnumerable();
        await foreach (var each in packed.WithCancellation(cancellationToken))
        {
            json.WriteStartObject();
            json.WriteString("session_id", each.Id);
            json.WritePropertyName("record");
            json.WriteRawValue(RecordFile.Json(RecordFile.Unpack(each.Record!)));
            json.WriteEndObject();
            await json.FlushAsync(cancellationToken);
        }
    }

    /// <summary>The learner's copy: what hidden runs held is only counted in it.</summary>
    private static async Task WriteEvidenceAsync(LabContext context, Guid person, Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        var packed = context.Evidence.AsNoTracking().Where(evidence => context.Submissions.Any(row => row.Id == evidence.SubmissionId && row.LearnerId == person))
            .Select(evidence => new { evidence.SubmissionId, evidence.Bundle }).AsAsyncEnumerable();
        await foreach (var each in packed.WithCancellation(cancellationToken))
        {
            json.WriteStartObject();
            json.WriteString("submission_id", each.SubmissionId);
            json.WritePropertyName("bundle");
            json.WriteRawValue(EvidenceBundle.FromCompressed(each.Bundle).ForLearner().ToJson());
            json.WriteEndObject();
            await json.FlushAsync(cancellationToken);
        }
    }
}

internal static class PersonalDataEndpoint
{
    public static void MapPersonalData(this IEndpointRouteBuilder routes) => routes.MapGet("/account/data.json", (HttpContext http, PersonalData data) =>
    {
        var mine = CurrentLearner.Id(http.User)!.Value;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(stream => data.WriteAsync(mine, stream, http.RequestAborted), "application/json", "latency-lab-data.json");
    }).RequireAuthorization(Policies.Person);
}
