using Learning.Grading.Traces;

namespace Learning.Grading.Exercises;

/// <summary>What YAML cannot say about a manifest: relations between its keys.</summary>
internal static class ManifestRules
{
    private static readonly string[] Types = ["int", "long", "text", "decimal", "timestamp"];

    public static IEnumerable<ExerciseProblem> Broken(string slug, Manifest manifest)
    {
        foreach (var (key, message) in Rules(manifest))
            yield return new(slug, "exercise.yaml", key, message);
    }

    private static IEnumerable<(string Key, string Message)> Rules(Manifest manifest)
    {
        if (manifest.Language == ExerciseLanguage.CSharp && manifest.Entry is null)
            yield return ("entry", "A C# exercise says what to call: type, method and context.");
        if (manifest.StarterVerdict == Reports.Verdict.Passed)
            yield return ("starter-verdict", "A starter that passes teaches nothing.");
        if (manifest.Ddl == AllowedDdl.None && manifest.Language != ExerciseLanguage.Sql)
            yield return ("ddl", "Only SQL answers hold DDL, so only there can it be left out.");
        if (manifest.Ddl == AllowedDdl.None && manifest.Stages.SelectMany(stage => stage.Checks).Any(check => check.Needs.Contains(EvidenceKind.Ownership)))
            yield return ("ddl", "Without DDL nothing is added that could cost anything to own.");
        if (manifest.Changes is not null && manifest.Language != ExerciseLanguage.CSharp)
            yield return ("changes", "Only C# answers change data: an SQL answer is indexes and one query.");
        if (manifest.Crowd is not null && manifest.Changes is null)
            yield return ("crowd", "Calls at once are judged by what they leave behind, so a crowd needs changes.");
        if (manifest.Data.Count(set => !set.Hidden) != 1)
            yield return ("data", "Exactly one data set is visible (has no hidden: true).");
        if (manifest.Data.Count(set => set.Hidden) < 2)
            yield return ("data", "At least two data sets are hidden: one can be guessed.");
        foreach (var twice in manifest.Data.GroupBy(set => set.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return ("data.name", $"Two data sets are called {twice.Key}.");
        foreach (var set in manifest.Data.Where(set => !set.Name.All(char.IsAsciiLetterOrDigit)))
            yield return ("data.name", $"{set.Name} must be letters and digits: it becomes a database's name.");
        foreach (var argument in manifest.Arguments.Where(argument => !Types.Contains(argument.Type)))
            yield return ("arguments.type", $"{argument.Name} has type {argument.Type}; it can be {string.Join(", ", Types)}.");
        if (manifest.Growth is { Data: { } data } && manifest.Data.TrueForAll(set => !string.Equals(set.Name, data, StringComparison.Ordinal)))
            yield return ("growth.data", $"There is no data set {data}.");
        if (manifest.Growth is { Steps.Count: < 3 })
            yield return ("growth.steps", "Growth needs at least three sizes: two points fit every curve.");
        foreach (var set in manifest.Data)
        {
            foreach (var name in Placeholders.Unknown($"{set.Description} {set.Draw}", set.Parameters))
                yield return ("data", $"{set.Name} uses {{{{{name}}}}} and has no such parameter.");
            foreach (var name in set.Parameters.Keys.Where(Placeholders.IsPerRun))
                yield return ("data.parameters", $"{name} means something else in a draw: call the parameter of {set.Name} by another name.");
        }
        if (manifest.Answer is { Order: OrderKind.By, By.Count: 0 })
            yield return ("answer.by", "order: by names the columns in by.");
        foreach (var table in (manifest.Changes?.Tables ?? []).Where(table => !table.All(letter => char.IsAsciiLetterLower(letter) || letter == '_')))
            yield return ("changes.tables", $"{table} must be a plain lower-case table name.");
        if (manifest.Crowd is { } crowd && (crowd.Users is < 2 or > 200 || crowd.Calls is < 1 or > 50 || crowd.Rounds is < 1 or > 10 || crowd.Instances is < 1 or > 2 || crowd.Pool < 1 || crowd.Pool * crowd.Instances > 18))
            yield return ("crowd", "2 to 200 users, 1 to 50 calls each, 1 to 10 rounds, in 1 or 2 instances, on 1 to 18 connections together.");
        if (manifest.Load is { } load && (load.Users is < 2 or > 500 || load.Calls is < 1 or > 50 || load.Pool is < 1 or > 18))
            yield return ("load", "2 to 500 users, 1 to 50 calls each, on 1 to 18 connections.");
        if (manifest.Stages.Count == 0 || manifest.Stages.Exists(stage => stage.Checks.Count == 0))
            yield return ("stages", "Every exercise has stages, and every stage has checks.");
        if (manifest.Limits.RoundTripMs is not (0 or (>= 2 and <= 10)))
            yield return ("limits.round-trip-ms", "The injected delay is 2 to 10 ms: below 2 its error is too large.");
        if (manifest.Limits.TimeSeconds is < 1 or > 120)
            yield return ("limits.time-seconds", "A run may take 1 to 120 seconds.");
        if (manifest.Limits.MemoryMb is < 128 or > 4096)
            yield return ("limits.memory-mb", "A runner gets 128 to 4096 MB.");
    }

    public static DataPlan DataPlan(Manifest manifest, string schema, string seed)
    {
        var visible = manifest.Data.Find(set => !set.Hidden)?.Parameters ?? [];
        return DataPlan(manifest, schema, seed, visible, manifest.Data.Find(set => set.Name == manifest.Growth?.Data)?.Parameters ?? visible);
    }

    private static DataPlan DataPlan(Manifest manifest, string schema, string seed, Dictionary<string, string> visible, Dictionary<string, string> grown) => new()
    {
        Schema = schema,
        Seed = seed,
        Sets = [.. manifest.Data.Select(set => new DataSet
        {
            Name = set.Name, Hidden = set.Hidden, Description = Placeholders.Say(set.Description, set.Parameters), Parameters = set.Parameters, Draw = Placeholders.Fill(set.Draw, set.Parameters),
        })],
        Arguments = [.. manifest.Arguments.Select(argument => new Argument(argument.Name, argument.Type))],
        Growth = manifest.Growth is not { } growth ? null : new() { Data = growth.Data, Factor = growth.Factor, Steps = growth.Steps, Draw = Placeholders.Fill(growth.Draw, grown) },
        Writes = manifest.Writes is not { } writes ? null : new(writes.Count, Placeholders.Fill(writes.Insert, visible), Placeholders.Fill(writes.Update, visible)),
        Changes = manifest.Changes is not { } changes ? null : new(changes.Tables, changes.State),
        Crowd = manifest.Crowd is not { } crowd ? null
            : new(crowd.Users, crowd.Calls, crowd.Pool, crowd.Instances, crowd.Rounds, Placeholders.Fill(crowd.Draw, visible), [.. crowd.Invariants.Select(invariant => new Invariant(invariant.Name, invariant.Violations))]),
        Load = manifest.Load is not { } load ? null : new(load.Users, load.Calls, load.Pool, load.Draw is { } draw ? Placeholders.Fill(draw, visible) : null),
    };
}
