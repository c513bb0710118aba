using System.Globalization;
using System.Text;
using Learning.Runner;
using Learning.Runner.Compiling;
using Learning.Runner.Running;

// One program, two kinds of process: `compile` turns sources into assemblies and runs none of them, any number; without a word it runs one answer.
// The protocol keeps the real streams; whatever else writes to the console is the learner's output.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var events = new EventWriter(Console.OpenStandardOutput());
using var requests = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
var output = new PrintedWriter(events);
Console.SetIn(TextReader.Null);
Console.SetOut(output);
Console.SetError(output);

return args is ["compile"] ? await CompilerHost.ServeAsync(requests, events) : await RunnerHost.ServeAsync(requests, events, output);
