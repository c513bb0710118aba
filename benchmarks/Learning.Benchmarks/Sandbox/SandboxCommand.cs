using System.CommandLine;
using System.Text.Json;
using Learning.Cli;
using Learning.Grading.Exercises;
using Learning.Grading.Reports;
using Learning.Sandbox.Jails;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Benchmarks.Sandbox;

/// <summary><c>bench sandbox</c>: how long one user waits, what the machine sustains, whether shares are fair, and what a careful team does today. Resumable by parts.</summary>
internal static class SandboxCommand
{
    private static readonly string[] Parts = ["one-user", "sustained", "fair", "peer"];

    public static Command Create()
    {
        var part = new Option<string?>("--part") { Description = "Only one: one-user, sustained, fair or peer." };
        part.AcceptOnlyFromAmong(Parts);
        var minutes = new Option<double>("--minutes") { Description = "How long grading goes on without a pause, for each language.", DefaultValueFactory = _ => 10 };
        var slots = new Option<int>("--slots") { Description = "Gradings at once.", DefaultValueFactory = _ => Math.Clamp(Environment.ProcessorCount, 1, 8) };
        var json = new Option<bool>("--json") { Description = "Print the figures as JSON, and nothing else, on standard output." };
        var fresh = new Option<bool>("--fresh") { Description = "Begin anew instead of keeping the parts that the journal has." };
        var journal = new Option<FileInfo>("--journal") { Description = "Where each part is written as it ends.", Required = true };
        var peer = new Option<DirectoryInfo?>("--peer") { Description = "The peer's test project, restored." };
        var exercises = new Option<DirectoryInfo?>("--exercises") { Description = "The exercises folder; default: the nearest one above." };
        var command = new Command("sandbox", "How quick is it, for how long, and is it fair?") { part, minutes, slots, json, fresh, journal, peer, exercises };
        command.SetAction((parsed, cancellation) => Lab.RunAsync(parsed.GetValue(exercises), async lab =>
        {
            var file = parsed.GetValue(journal)!.FullName;
            if (parsed.GetValue(fresh))
                File.Delete(file);
            var bench = new SandboxBench(lab, new(file), parsed.GetValue(minutes), parsed.GetValue(slots), parsed.GetValue(peer));
            foreach (var each in Parts.Where(each => parsed.GetValue(part) is not { } one || one == each))
                await bench.RunAsync(each, again: parsed.GetValue(part) is not null, cancellation);
            var figures = bench.Figures;
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(figures, GradeReport.Json));
            else
                SandboxTable.Print(figures);
            return ExitCode.Passed;
        }));
        return command;
    }
}

/// <summary>One part's figures with the machine that they are true on; the newest of a kind counts.</summary>
internal sealed record SandboxPart
{
    public required string Part { get; init; }
    public required MachineState Machine { get; init; }
    public IReadOnlyList<OneUserFigures> OneUser { get; init; } = [];
    public Times? Jail { get; init; }
    public string JailName { get; init; } = "";
    public SustainedFigures? Sustained { get; init; }
    public FairnessFigures? Fair { get; init; }
    public PeerFigures? Peer { get; init; }
}

internal sealed class SandboxBench(Lab lab, Journal<SandboxPart> journal, double minutes, int slots, DirectoryInfo? peer)
{
    private static readonly TimeSpan PeerTime = TimeSpan.FromMinutes(2);

    /// <summary>The newest of each part.</summary>
    public IReadOnlyList<SandboxPart> Figures => [.. journal.Read().GroupBy(part => (part.Part, part.Sustained?.Language)).Select(group => group.Last())];

    public async Task RunAsync(string part, bool again, CancellationToken cancellationToken)
    {
        if (!again && Figures.Any(each => each.Part == part && (part != "sustained" || Figures.Count(other => other.Part == part) == 2)))
            return;
        var machine = MachineState.Now();
        switch (part)
        {
            case "one-user":
                var jails = lab.Services.GetRequiredService<IJail>();
                var jail = await OneUser.JailAsync(jails, cancellationToken);
                OneUserFigures[] figures = [await OneUser.RunAsync(lab, ExerciseLanguage.CSharp, 1, Say, cancellationToken), await OneUser.RunAsync(lab, ExerciseLanguage.Sql, 1, Say, cancellationToken)];
                journal.Add(new() { Part = part, Machine = machine.Ended(), OneUser = figures, Jail = jail, JailName = jails.Name });
                break;
            case "sustained":
                foreach (var language in (ExerciseLanguage[])[ExerciseLanguage.CSharp, ExerciseLanguage.Sql])
                {
                    var before = MachineState.Now();
                    var sustained = await Sustained.RunAsync(lab, language, TimeSpan.FromMinutes(minutes), slots, Say, cancellationToken);
                    // Beside it on the same machine, which may be slower today than the one that somebody else measured on.
                    if (language == ExerciseLanguage.CSharp && peer is not null)
                        sustained = sustained with { PeerPerMinute = Math.Round(await PeerFlow.PerMinuteAsync(lab, peer, PeerTime, slots, Say, cancellationToken), 1) };
                    journal.Add(new() { Part = part, Machine = before.Ended(), Sustained = sustained });
                }
                break;
            case "fair":
                journal.Add(new() { Part = part, Fair = await Fairness.RunAsync(lab, TimeSpan.FromMinutes(Math.Min(minutes, 3)), slots, Say, cancellationToken), Machine = machine.Ended() });
                break;
            default:
                if (peer is null)
                    throw new IOException("The peer's project is not given: --peer FOLDER, as ./dev bench sandbox does.");
                journal.Add(new() { Part = part, Peer = await PeerFlow.RunAsync(lab, peer, 7, Say, cancellationToken), Machine = machine.Ended() });
                break;
        }
    }

    private static void Say(string line) => Console.Error.WriteLine(line);
}
