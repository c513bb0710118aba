using System.CommandLine;
using System.Text.Json;
using Learning.Cli;
using Learning.Grading.Reports;
using Learning.Sandbox.Incidents;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Benchmarks.Incidents;

/// <summary>
/// <c>bench incident</c>: does the plan flip every time, does the incident come and go as designed, do scripted players land where they should, and
/// is a lab right beside another at its worst? Resumable: each play is written as it ends, and one that the journal has for the same revision is not repeated.
/// </summary>
internal static class IncidentCommand
{
    public static Command Create()
    {
        var slug = new Argument<string>("incident") { Description = "Its folder's name.", DefaultValueFactory = _ => "the-rollback-that-did-not-help" };
        var part = new Option<string?>("--part") { Description = "Only one: flip, players or neighbours." };
        part.AcceptOnlyFromAmong("flip", "players", "neighbours");
        var player = new Option<string[]>("--player") { Description = "Only these players.", AllowMultipleArgumentsPerToken = true };
        var repeat = new Option<int>("--repeat") { Description = "How often each player plays.", DefaultValueFactory = _ => 3 };
        var atOnce = new Option<int>("--at-once") { Description = "How many play beside each other.", DefaultValueFactory = _ => 1 };
        var flips = new Option<int>("--flips") { Description = "How often the flip is made.", DefaultValueFactory = _ => 10 };
        var seed = new Option<long>("--seed") { Description = "The first seed; the others follow it.", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "Print the figures as JSON, and nothing else, on standard output." };
        var fresh = new Option<bool>("--fresh") { Description = "Begin anew instead of going on with the journal." };
        var journal = new Option<FileInfo>("--journal") { Description = "Where each play is written as it ends.", Required = true };
        var exercises = new Option<DirectoryInfo?>("--exercises") { Description = "The exercises folder; default: the nearest one above." };
        var command = new Command("incident", "Does it break, heal and score as it should, every time?") { slug, part, player, repeat, atOnce, flips, seed, json, fresh, journal, exercises };
        command.SetAction((parsed, cancellation) => Lab.RunAsync(parsed.GetValue(exercises), async lab =>
        {
            if (lab.Incidents.Find(parsed.GetValue(slug)!) is not { } incident)
            {
                await Console.Error.WriteLineAsync($"There is no incident {parsed.GetValue(slug)}. {string.Join(' ', lab.Incidents.Problems)}");
                return ExitCode.WrongCall;
            }
            var file = parsed.GetValue(journal)!.FullName;
            if (parsed.GetValue(fresh))
                File.Delete(file);
            var bench = new IncidentBench(lab.Services.GetRequiredService<IncidentLabs>(), incident, new(file), parsed.GetValue(seed));
            var only = parsed.GetValue(part);
            if (only is null or "flip")
                await bench.FlipAsync(parsed.GetValue(flips), cancellation);
            if (only is null or "players")
                await bench.PlayersAsync(parsed.GetValue(player) ?? [], parsed.GetValue(repeat), parsed.GetValue(atOnce), cancellation);
            if (only is null or "neighbours")
                await bench.NeighboursAsync(cancellation);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(bench.Entries, GradeReport.Json));
            else
                IncidentTable.Print(bench.Entries);
            return bench.Entries.All(entry => entry.Landed && !entry.Missed.Any()) ? ExitCode.Passed : ExitCode.NotPassed;
        }));
        return command;
    }
}
