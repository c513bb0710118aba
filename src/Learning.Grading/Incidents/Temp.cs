using Learning.Grading.Incidents.Records;

namespace Learning.Grading.Incidents;

/// <summary>Until merged.</summary>
public static class StatementClassifier
{
    /// <summary>x</summary>
    public static (StatementDoes Does, string? Unsafe) Classify(string sql) => (sql.Length > 0 ? StatementDoes.Look : StatementDoes.Other, null);
}

/// <summary>Until merged.</summary>
public static class FindingJudge
{
    /// <summary>x</summary>
    public static bool? Judge(Finding finding, string answer, IReadOnlyList<string> accepted) => accepted.Contains(answer, StringComparer.Ordinal) && finding.Points > 0;
}
