using Learning.Hostile.Cases;
using Learning.Hostile.Lab;

namespace Learning.Hostile.Runs;

/// <summary>Runs one case the way that it comes in.</summary>
internal static class CaseRun
{
    public static Task<Finding> RunAsync(HostileLab lab, HostileCase attack, Leftovers leftovers, CancellationToken cancellationToken)
    {
        var source = Placeholders.Fill(attack.Source, lab.Places);
        return attack.Through switch
        {
            Entrance.Statements => new StatementsRun(lab, attack.Limit).RunAsync(source, leftovers, cancellationToken),
            Entrance.Scratch => LineRun.RunAsync(lab, attack, source, cancellationToken),
            Entrance.Grade => AttemptRun.GradeAsync(lab, attack, source, cancellationToken),
            Entrance.Hidden => AttemptRun.RunAsync(lab, attack, source, hidden: true, cancellationToken),
            _ when attack.IsSql => AttemptRun.RunAsync(lab, attack, source, hidden: false, cancellationToken),
            _ => AnswerRun.RunAsync(lab, attack, source, leftovers, cancellationToken),
        };
    }
}
