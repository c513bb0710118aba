namespace Learning.Web.Features.Account;

/// <summary>What a person may be, on the whole site or in an organisation. Everybody is a learner.</summary>
internal static class Roles
{
    public const string Learner = "learner";
    public const string Mentor = "mentor";
    public const string HiringManager = "hiring manager";
    public const string Administrator = "administrator";

    /// <summary>Given and taken by administrators.</summary>
    public static readonly IReadOnlyList<string> OfTheSite = [Mentor, HiringManager, Administrator];

    public static readonly IReadOnlyList<string> OfAnOrganisation = [Learner, Mentor, HiringManager];
}
