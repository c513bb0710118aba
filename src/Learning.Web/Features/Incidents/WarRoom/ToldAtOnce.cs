using Learning.Sandbox.Incidents;

namespace Learning.Web.Features.Incidents.WarRoom;

/// <summary>Calls at once, where the framework's own posts to whatever context there was.</summary>
internal sealed class ToldAtOnce(Action<LabProgress> tell) : IProgress<LabProgress>
{
    public void Report(LabProgress value) => tell(value);
}
