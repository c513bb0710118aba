using Learning.Grading.Incidents.Records;
using Learning.Grading.Reports;

namespace Learning.Web.Features.Sittings.Defence;

/// <summary>What is known of one task when questions about it are drawn. <c>First</c> and <c>Counts</c> are graded hand-ins, the same one where there is only one.</summary>
internal sealed record DefenceMaterial(int Position, string Title, GradeReport? First, GradeReport? Counts, string? Source, IncidentRecord? Lab, bool IsIncident);

/// <summary>A question about the own evidence, with what a good answer holds.</summary>
internal sealed record DrawnQuestion(int Position, string Question, string Mark, string Guideline);
