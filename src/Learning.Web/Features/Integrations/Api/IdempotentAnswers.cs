using System.Security.Cryptography;
using System.Text.Json;
using Learning.Web.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Learning.Web.Features.Integrations.Api;

/// <summary>What an act came to: the answer, and the invitation that it made.</summary>
internal sealed record ApiOutcome(IResult Answer, Guid? Invitation = null);

/// <summary>
/// The Idempotency-Key header (draft-ietf-httpapi-idempotency-key-header): an act that is asked for twice with the same key is done once, and
/// answered the same both times for a day. An answer that changed nothing is not kept: it may be put right and sent again.
/// </summary>
internal sealed class IdempotentAnswers(IDbContextFactory<LabContext> contexts, IDataProtectionProvider protection, IOptions<JsonOptions> json, TimeProvider time)
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";
    /// <summary>After this, whoever began is taken to have died on the way.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly IDataProtector _protector = protection.CreateProtector("api answers");

    public async Task<IResult> OnceAsync<T>(ApiCaller caller, string? key, T request, Func<CancellationToken, Task<ApiOutcome>> act, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(key))
            return (await act(cancellationToken)).Answer;
        if (key.Length > ApiAnswerTable.KeyLength || key.Any(char.IsControl))
            return ApiProblems.Of(StatusCodes.Status400BadRequest, "This key cannot be used", "An Idempotency-Key has at most 200 printable characters. A fresh UUID for each invitation does well.");
        var (hash, now) = (SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, json.Value.SerializerOptions)), time.GetUtcNow());
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        // The row is the lock: one request puts it there, or takes it over from one that died.
        var began = await context.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO api_answers (token_id, key, request, at) VALUES ({caller.Token}, {key}, {hash}, {now})
             ON CONFLICT (token_id, key) DO UPDATE SET at = {now} WHERE api_answers.status IS NULL AND api_answers.request = {hash} AND api_answers.at < {now - Patience}
             """, cancellationToken);
        return began == 0 ? await AgainAsync(context, caller, key, hash, cancellationToken) : await FirstAsync(context, caller, key, act);
    }

    /// <summary>
    /// Done to its end though the caller hangs up, who asks again for the answer. What failed on the way may have been done, so its row stays: after
    /// our patience the same request takes it over.
    /// </summary>
    private async Task<IResult> FirstAsync(LabContext context, ApiCaller caller, string key, Func<CancellationToken, Task<ApiOutcome>> act)
    {
        var row = context.ApiAnswers.Where(each => each.TokenId == caller.Token && each.Key == key);
        var outcome = await act(CancellationToken.None);
        if (outcome.Invitation is not { } made)
        {
            await row.ExecuteDeleteAsync(CancellationToken.None);
        }
        else if (outcome.Answer is IValueHttpResult { Value: { } value })
        {
            var body = _protector.Protect(JsonSerializer.Serialize(value, value.GetType(), json.Value.SerializerOptions));
            await row.ExecuteUpdateAsync(each => each.SetProperty(it => it.Status, StatusCodes.Status201Created).SetProperty(it => it.Body, body).SetProperty(it => it.InvitationId, made), CancellationToken.None);
        }
        return outcome.Answer;
    }

    private async Task<IResult> AgainAsync(LabContext context, ApiCaller caller, string key, byte[] hash, CancellationToken cancellationToken)
    {
        var there = await context.ApiAnswers.AsNoTracking().FirstOrDefaultAsync(each => each.TokenId == caller.Token && each.Key == key, cancellationToken);
        if (there is not null && !there.Request.AsSpan().SequenceEqual(hash))
            return ApiProblems.Of(StatusCodes.Status422UnprocessableEntity, "This key was used for another request", "Send the same body as the first time, or a new Idempotency-Key.");
        if (there is not { Status: { } status, Body: { } body })
            return ApiProblems.Of(StatusCodes.Status409Conflict, "The first request is still under way", "Wait a moment, then send the same request with the same key again.");
        return new Replayed(status, _protector.Unprotect(body));
    }

    private sealed class Replayed(int status, string body) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers[ReplayedHeader] = "true";
            return TypedResults.Text(body, "application/json", System.Text.Encoding.UTF8, status).ExecuteAsync(httpContext);
        }
    }
}
