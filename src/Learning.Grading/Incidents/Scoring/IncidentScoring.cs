namespace Learning.Grading.Incidents.Scoring;

/// <summary>From a session's record to its score: the same record gives the same score, whenever it is asked for.</summary>
public static class IncidentScoring
{
}
