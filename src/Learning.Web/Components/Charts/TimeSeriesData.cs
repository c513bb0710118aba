using System.Runtime.InteropServices;

namespace Learning.Web.Components.Charts;

/// <summary><c>At</c>: In seconds. <c>Value</c>: Null where nothing was measured: the line has a gap there.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TimePoint(double At, double? Value);

/// <summary>One line of a chart over time. <c>Label</c>: Stands at the line's end, before its current value. <c>Tone</c>: c1–c4, which is colour and dash. <c>Filled</c>: The area under it is tinted.</summary>
public sealed record TimeLine(string Label, string Tone, IReadOnlyList<TimePoint> Points, bool Filled = false);

/// <summary>Something that happened. <c>Text</c>: A number for one's own, as the log has it; a letter for others'. <c>Title</c>: What it was, in a line.</summary>
public sealed record TimeMark(double At, string Text, string Title, bool Own);

/// <summary>A level that values are read against. <c>Tone</c>: "thr" for a limit, "ref" for what would be normal.</summary>
public sealed record TimeLevel(double Value, string Label, string Tone = "thr");

/// <summary>What a chart over time spans, in seconds, and how its values are said. <c>Said</c>: With the unit, as the end labels have it. <c>Tick</c>: As the axis has it.</summary>
public sealed record TimeFrame(double From, double To, Func<double, string> Said, Func<double, string> Tick, bool Logarithmic = false, double Height = 84);
