using System.CommandLine;
using Learning.Cli;

var root = new RootCommand("Latency Lab for authors and operators: verify exercises, grade a file, measure.")
{
    GradeCommand.Create(),
    VerifyCommand.Create(),
    RegradeCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
