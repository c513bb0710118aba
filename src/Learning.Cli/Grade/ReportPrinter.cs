using System.Globalization;
using Learning.Grading;
using Learning.Grading.Reports;
using Spectre.Console;

namespace Learning.Cli;

/// <summary>A report for a terminal: verdict, checks with value and limit, growth, comments, certificate.</summary>
internal static class ReportPrinter
{
    public static void Print(GradeReport report)
    {
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{report.Headline}[/]");
        AnsiConsole.WriteLine(Plain(report.Summary));
        foreach (var diagnostic in report.Outcome.Diagnostics)
            AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {diagnostic.Line}:{diagnostic.Column} {diagnostic.Severity} {diagnostic.Code}: {diagnostic.Message}"));

        if (report.Stages.Count > 0)
        {
            var table = new Table().Border(TableBorder.Simple).AddColumns("Stage", "Check", "Value", "Limit", "");
            foreach (var stage in report.Stages)
            {
                if (stage.Checks.Count == 0)
                    table.AddRow(stage.Name, "", stage.Note, "", stage.Status.ToString());
                foreach (var check in stage.Checks)
                    table.AddRow(Markup.Escape(stage.Name), Markup.Escape(check.Name), Markup.Escape(check.Value), Markup.Escape(check.Limit ?? ""), check.Status.ToString());
            }
            AnsiConsole.Write(table);
        }
        foreach (var point in report.Growth)
            AnsiConsole.WriteLine($"  {Say.Count(point.Size)} {report.GrowthFactor}: {Say.Of(point.Statements, "statement", "statements")}, reference {Say.Count(point.ReferenceStatements)}");
        foreach (var comment in report.Comments)
            AnsiConsole.WriteLine($"  {comment.Grade}: {Plain(comment.Text)} {comment.Mark}");
        AnsiConsole.WriteLine($"{report.Certificate.Sentence} {report.Certificate.Why}");
        AnsiConsole.WriteLine($"Graded in {Say.Ms(report.GradingMs)}.");
    }

    private static string Plain(string text) => text.Replace("**", "", StringComparison.Ordinal);
}
