using System.Text.Json.Serialization;

namespace Learning.Web.Features.Integrations.Tracking;

internal sealed record PartnerTest([property: JsonPropertyName("partner_test_id")] string Id, [property: JsonPropertyName("partner_test_name")] string Name);

internal sealed record SentTest([property: JsonPropertyName("partner_interview_id")] string Id);

/// <summary>What a tracking system sends with a candidate. Of the rest that it may send (résumé, telephone, profile) nothing is read and nothing kept.</summary>
internal sealed record TestOrder
{
    [JsonPropertyName("partner_test_id")] public string? Test { get; init; }
    [JsonPropertyName("candidate")] public TestCandidate? Candidate { get; init; }
    /// <summary>What the system calls this order.</summary>
    [JsonPropertyName("url")] public string? Url { get; init; }
}

internal sealed record TestCandidate
{
    [JsonPropertyName("first_name")] public string? FirstName { get; init; }
    [JsonPropertyName("last_name")] public string? LastName { get; init; }
    [JsonPropertyName("email")] public string? Email { get; init; }
}

/// <summary><c>Status</c>: complete once the report is whole. <c>Score</c>: percent of the points, for sorting nobody out: the report says what it stands on.</summary>
internal sealed record TestStatus(
    [property: JsonPropertyName("partner_status")] string Status, [property: JsonPropertyName("partner_profile_url")] string? Profile,
    [property: JsonPropertyName("partner_score")] decimal? Score, [property: JsonPropertyName("metadata")] IReadOnlyDictionary<string, string> Metadata);
