namespace Learning.Sandbox.Incidents;

/// <summary><c>Busy</c>: Since when, in seconds of the lab's clock; null: idle. <c>InTransaction</c>: It has begun one and not ended it. <c>Failed</c>: The transaction has failed: only ROLLBACK is heard.</summary>
public sealed record ConsoleState(string Name, int Pid, double? Busy, bool InTransaction, bool Failed);

/// <summary><c>Value</c>: Pool size, on or off, the last message. <c>Usable</c>: False once it has been pulled for good, or where it is refused.</summary>
public sealed record LeverState(string Value, bool Usable, double? PulledAt);

/// <summary><c>Source</c>: postgres or app.</summary>
public sealed record LogLine(double At, string Source, string Level, string Text);

/// <summary>Who may run a lab now. <c>FreeInMinutes</c>: when the next place is free at the latest; null: there is one.</summary>
public sealed record LabPlaces(int Running, int Most, int Waiting, double? FreeInMinutes);

/// <summary>A step of making a lab ready, as it begins. <c>Text</c>: what is being done. <c>Done</c>: 0–1, as far as it is known.</summary>
public sealed record LabProgress(string Text, double Done);
