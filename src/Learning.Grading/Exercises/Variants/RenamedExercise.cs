using Learning.Grading.Checks;

namespace Learning.Grading.Exercises.Variants;

/// <summary>An exercise in other words: everything that is shown, compiled or run. What names it from outside stays: slug, concepts, lessons, stages, attempts.</summary>
internal static class RenamedExercise
{
    public static Exercise In(this Exercise exercise, Renaming words) => exercise with
    {
        Title = words.Apply(exercise.Title),
        Summary = words.Apply(exercise.Summary),
        Brief = words.Apply(exercise.Brief),
        Hints = [.. exercise.Hints.Select(words.Apply)],
        Think = exercise.Think is { } think ? words.Apply(think) : null,
        Starter = Of(exercise.Starter, words),
        Reference = Of(exercise.Reference, words),
        Model = [.. exercise.Model.Select(file => Of(file, words))],
        Attempts = [.. exercise.Attempts.Select(attempt => attempt with { Source = words.Apply(attempt.Source) })],
        Entry = exercise.Entry is not { } entry ? null : new() { Type = words.Apply(entry.Type), Method = words.Apply(entry.Method), Context = words.Apply(entry.Context) },
        Order = exercise.Order with { By = [.. exercise.Order.By.Select(words.Apply)] },
        Stages = [.. exercise.Stages.Select(stage => stage with { Checks = [.. stage.Checks.Select(check => Of(check, words))] })],
        Data = Of(exercise.Data, words),
    };

    private static SourceFile Of(SourceFile file, Renaming words) => new(words.Apply(file.Name), words.Apply(file.Text));

    private static Check Of(Check check, Renaming words) => check switch
    {
        IndexOnly only => only with { Relation = words.Apply(only.Relation) },
        PartitionsPruned pruned => pruned with { Parent = words.Apply(pruned.Parent) },
        _ => check,
    };

    private static DataPlan Of(DataPlan data, Renaming words) => data with
    {
        Schema = words.Apply(data.Schema),
        Seed = words.Apply(data.Seed),
        Sets = [.. data.Sets.Select(set => set with
        {
            Description = words.Apply(set.Description),
            // They are placeholders of the seed, which is renamed too.
            Parameters = set.Parameters.ToDictionary(parameter => words.Apply(parameter.Key), parameter => parameter.Value, StringComparer.Ordinal),
            Draw = words.Apply(set.Draw),
        })],
        Arguments = [.. data.Arguments.Select(argument => argument with { Name = words.Apply(argument.Name) })],
        Growth = data.Growth is not { } growth ? null : growth with { Factor = words.Apply(growth.Factor), Draw = words.Apply(growth.Draw) },
        Writes = data.Writes is not { } writes ? null : writes with { Insert = words.Apply(writes.Insert), Update = words.Apply(writes.Update) },
        Changes = data.Changes is not { } changes ? null : new([.. changes.Tables.Select(words.Apply)], words.Apply(changes.State)),
        Crowd = data.Crowd is not { } crowd ? null : crowd with
        {
            Draw = words.Apply(crowd.Draw),
            Invariants = [.. crowd.Invariants.Select(invariant => new Invariant(words.Apply(invariant.Name), words.Apply(invariant.Violations)))],
        },
        Load = data.Load is not { } load ? null : load with { Draw = load.Draw is { } draw ? words.Apply(draw) : null },
    };
}
