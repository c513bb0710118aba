using System.CommandLine;
using Learning.Benchmarks.Assessments;
using Learning.Benchmarks.Incidents;
using Learning.Benchmarks.Sandbox;
using Learning.Benchmarks.Verdicts;

var root = new RootCommand("Latency Lab's benchmarks: figures that the product claims, measured on this machine.")
{
    AssessmentCommand.Create(),
    IncidentCommand.Create(),
    SandboxCommand.Create(),
    VerdictsCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
