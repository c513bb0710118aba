namespace Learning.Web.Features.Sittings.Pages;

/// <summary>All that a candidate should know before the clock starts; nothing starts before they say so.</summary>
public sealed partial class StartPage : IDisposable
{
    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }
}
