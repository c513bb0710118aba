using Learning.Grading.Answers;
using Learning.Grading.Reports;
using Learning.Grading.Traces;
using Learning.Hostile.Cases;
using Learning.Hostile.Lab;
using Learning.Sandbox.Attempts;

namespace Learning.Hostile.Runs;

/// <summary>A C# answer in its lane: a runner, a cluster and a door, as an attempt has them, watched from the host.</summary>
internal static class AnswerRun
{
    public static async Task<Finding> RunAsync(HostileLab lab, HostileCase attack, string source, Leftovers leftovers, CancellationToken cancellationToken)
    {
        var exercise = HostileExercises.Of(sql: false, attack.Limit);
        var (compiled, milliseconds, answer) = await lab.Compiler.CompileAsync(exercise, exercise.Starter with { Text = source }, cancellationToken);
        // One that the compiler finished with, late on a busy machine, has errors and was not killed.
        if (answer is null)
            return new(compiled) { KillMs = compiled.Diagnostics.Count == 0 && milliseconds - lab.RunnerOptions.CompileLimit.TotalMilliseconds - compiled.WaitedMs is > 0 and var late ? late : null };

        var runner = await lab.Runners.RentAsync(cancellationToken);
        await runner.LoadAsync(answer.Load, cancellationToken);
        await using var jail = new JailWatch(runner.Measure, lab.RunnerLimits, leftovers);
        leftovers.Expect(runner.DoorDirectory);
        Run run;
        await using (var lane = new RunnerLane(exercise, await lab.Clusters.RentAsync(exercise, cancellationToken), lab.Proxy, runner, answer, lab.Runners.RentAsync))
        {
            lab.Runners.Fill();
            leftovers.Expect(lane.Cluster);
            var set = exercise.Data.Visible;
            var warmUp = attack.Through == Entrance.Answer ? await lane.Trusted.DrawAsync(set, set.Draw, null, cancellationToken) : null;
            run = await lane.RunAsync(set, await lane.Trusted.DrawAsync(set, set.Draw, null, cancellationToken), cancellationToken, warmUp: warmUp);
        }
        return new(run.Outcome)
        {
            Answer = run.Answer,
            Output = run.Output,
            Trace = run.Trace,
            // The first thing that an answer meets behind the sandbox: whatever it is made of, it is a right answer or a wrong one.
            Verdict = run.Answer is null ? null : (AnswerComparer.Compare(Control.Expected, run.Answer, exercise.Order).Same ? Verdict.Passed : Verdict.WrongAnswer).ToString(),
            KillMs = run.Outcome.Kind == OutcomeKind.TimeLimit ? run.ElapsedMs - attack.Limit.TotalMilliseconds - run.Outcome.WaitedMs : await KilledAsync(jail, null),
        };
    }

    /// <summary>As seen from the host where a limit of memory or tasks was passed; by the supervisor's clock where it was time.</summary>
    private static async Task<double?> KilledAsync(JailWatch jail, double? past)
    {
        await jail.WhenGoneAsync();
        return jail.KillMs ?? (past > 0 ? past : null);
    }
}
