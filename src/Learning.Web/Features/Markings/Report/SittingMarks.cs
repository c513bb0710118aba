using System.Text.RegularExpressions;
using Learning.Web.Features.Reviews;
using Microsoft.AspNetCore.Components;

namespace Learning.Web.Features.Markings.Report;

/// <summary>What can be cited of one task: S2 or Q6, as its report resolves it. <c>IsEmpty</c>: nothing of it was handed in and graded.</summary>
public sealed record TaskMarks(int Position, Func<string, bool> Resolves, IReadOnlyList<string> Offered, bool IsEmpty = false);

/// <summary>
/// The evidence marks of a sitting. [T2:S4] names its task; [S4] alone stands for the first task that has it; [T2] is the task as it was handed in, or that nothing was.
/// </summary>
public sealed partial class SittingMarks(IReadOnlyList<TaskMarks> tasks)
{
    /// <summary>For the list to pick from.</summary>
    public IReadOnlyList<string> Offered { get; } = [.. tasks.SelectMany(task => task.Offered.Take(12).Select(mark => $"T{task.Position}:{mark}").Prepend($"T{task.Position}"))];

    /// <summary>At least one mark in the text stands for something.</summary>
    public bool Cites(string text) => Marks().Matches(text).Any(match => Find(match) is not null);

    /// <summary>Why a mark that names its task stands for nothing, in a sentence; null when each one stands for something.</summary>
    public string? Dead(string text)
    {
        if (Marks().Matches(text).FirstOrDefault(each => each.Groups["task"].Success && Find(each) is null) is not { } match)
            return null;
        var (mark, number) = (match.Value, match.Groups["task"].Value);
        return tasks.FirstOrDefault(task => $"{task.Position}" == number) switch
        {
            null => $"There is no task {number} in this assessment, so {mark} cites nothing. Take it out, or name the task that you mean.",
            { IsEmpty: true } => $"Nothing was handed in for task {number}, so {mark} cites nothing. To say just that, cite [T{number}].",
            _ => $"The evidence of task {number} has no {match.Groups["id"].Value}, so {mark} cites nothing. The list beside the field has the marks that there are.",
        };
    }

    /// <summary>The task that a mark belongs to; null when none has it.</summary>
    public (int Position, string Mark)? Find(string mark) => Marks().Match($"[{mark}]") is { Success: true } match ? Find(match) : null;

    /// <summary>Markdown as it is read, with marks that lead to a task's evidence below <paramref name="page"/>, or are struck.</summary>
    public MarkupString Html(string text, string page) => ReviewMarkdown.Html(Marks().Replace(text, match => Find(match) is { } found
        ? $"[{match.Groups["all"].Value}]({page}/tasks/{found.Position}{(found.Mark.Length == 0 ? "" : $"#{Uri.EscapeDataString(found.Mark)}")} \"Evidence {match.Groups["all"].Value}\")"
        : $"~~\\[{match.Groups["all"].Value}\\]~~"), page, _ => false);

    private (int Position, string Mark)? Find(Match match)
    {
        var mark = match.Groups["id"].Value.Replace('-', '–');
        var found = match.Groups["task"] is { Success: true, Value: var number } ? tasks.FirstOrDefault(task => $"{task.Position}" == number && (mark.Length == 0 || task.Resolves(mark))) : tasks.FirstOrDefault(task => task.Resolves(mark));
        return found is null ? null : (found.Position, mark);
    }

    [GeneratedRegex(@"\[(?<all>T(?<task>[1-9][0-9]?)|(?:T(?<task>[1-9][0-9]?):)?(?<id>[A-Z][0-9]{1,5}(?:[–-][A-Z][0-9]{1,5})?))\](?!\()", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marks();
}
