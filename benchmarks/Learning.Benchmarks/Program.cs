using System.CommandLine;
using Learning.Benchmarks.Verdicts;

var root = new RootCommand("Latency Lab's benchmarks: figures that the product claims, measured on this machine.")
{
    VerdictsCommand.Create(),
    Learning.Benchmarks.Sandbox.ProbeCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
