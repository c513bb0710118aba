namespace Learning.Hostile.Suite;

/// <summary>What a number of turns came to.</summary>
internal sealed record SuiteSummary
{
    private const int EnoughKills = 30;
    private const double MostKillMs = 1000;

    public required string Jail { get; init; }
    public required int Cases { get; init; }
    public required int Runs { get; init; }
    public required int AsExpected { get; init; }
    /// <summary>Secrets read, canaries touched, visitors at the host's listeners. The claim is 0.</summary>
    public required int Canaries { get; init; }
    /// <summary>Cases that left something behind. The claim is 0.</summary>
    public required int Left { get; init; }
    /// <summary>Cases beside which the control suffered. The claim is 0.</summary>
    public required int Controls { get; init; }
    /// <summary>Runs ended by a limit whose kill could be timed.</summary>
    public required int Kills { get; init; }
    public required double KillP50Ms { get; init; }
    /// <summary>The claim is at most <see cref="MostKillMs"/>.</summary>
    public required double KillP99Ms { get; init; }
    public required double KillMaxMs { get; init; }
    public required double WallSeconds { get; init; }
    public required IReadOnlyList<CaseResult> NotAsExpected { get; init; }
    /// <summary>What was there when the lab had closed.</summary>
    public required IReadOnlyList<string> LeftByTheLab { get; init; }

    /// <summary>Whether the claim about kills holds; null when there were too few to say, since one that a busy machine held up is not the sandbox's.</summary>
    public bool? KillsHold => Kills < EnoughKills ? null : KillP99Ms <= MostKillMs;

    public bool Holds => AsExpected == Runs && Runs > 0 && LeftByTheLab.Count == 0 && KillsHold != false;

    public static SuiteSummary Of(string jail, IReadOnlyList<CaseResult> results, double seconds, IReadOnlyList<string> leftByTheLab)
    {
        double[] kills = [.. results.Select(result => result.KillMs).OfType<double>().Order()];
        return new()
        {
            Jail = jail,
            Cases = results.Select(result => result.Case).Distinct(StringComparer.Ordinal).Count(),
            Runs = results.Count,
            AsExpected = results.Count(result => result.AsExpected),
            Canaries = results.Count(result => result.Canaries.Count > 0),
            Left = results.Count(result => result.Left.Count > 0),
            Controls = results.Count(result => result.Control is not null),
            Kills = kills.Length,
            KillP50Ms = Percentile(kills, 50),
            KillP99Ms = Percentile(kills, 99),
            KillMaxMs = Percentile(kills, 100),
            WallSeconds = Math.Round(seconds, 1),
            NotAsExpected = [.. results.Where(result => !result.AsExpected)],
            LeftByTheLab = leftByTheLab,
        };
    }

    private static double Percentile(double[] sorted, double percent) =>
        sorted.Length == 0 ? 0 : Math.Round(sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * sorted.Length) - 1, 0, sorted.Length - 1)], 1);
}
