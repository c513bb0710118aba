using System.ComponentModel.DataAnnotations;

namespace Learning.Web.Features.Incidents.Sessions;

/// <summary>Section Incidents of the configuration.</summary>
internal sealed class IncidentOptions
{
    /// <summary>A lab that nobody looks at is paused after so many seconds.</summary>
    [Range(5, 3600)]
    public int PauseAfterSeconds { get; set; } = 60;

    /// <summary>A paused lab that nobody looks at ends after so many minutes.</summary>
    [Range(1, 240)]
    public int EndAfterMinutes { get; set; } = 15;

    /// <summary>No lab gets older than so many minutes, pauses included: others wait for its place.</summary>
    [Range(5, 600)]
    public int LongestMinutes { get; set; } = 90;

    /// <summary>How often the record of a running lab is written to the database, beside the moments that matter.</summary>
    [Range(1, 120)]
    public int SaveEverySeconds { get; set; } = 10;

    /// <summary>Before a lab is left, wherever it can be left.</summary>
    public string RuleOfLeaving =>
        $"Close the tab and the lab pauses after about {PauseAfterSeconds} s; come back within {EndAfterMinutes} min and go on. After that, and in any case {LongestMinutes} min after its start, it ends. What was recorded is kept, always.";
}
