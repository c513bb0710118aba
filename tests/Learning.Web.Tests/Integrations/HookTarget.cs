using System.Collections.Concurrent;
using System.Net;
using Learning.Web.Tests.Accounts;
using Microsoft.Extensions.Logging;

namespace Learning.Web.Tests.Integrations;

/// <summary>A real listener on this machine that webhooks are sent to.</summary>
internal sealed class HookTarget : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _loop;

    public HookTarget(Action<int, HttpListenerResponse> answer)
    {
        Address = $"http://127.0.0.1:{MailServer.FreePort()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _loop = Task.Run(() => LoopAsync(answer));
    }

    public string Address { get; }

    public List<(Dictionary<string, string> Headers, string Body)> Taken { get; } = [];

    private async Task LoopAsync(Action<int, HttpListenerResponse> answer)
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                Taken.Add((context.Request.Headers.AllKeys.ToDictionary(key => key!, key => context.Request.Headers[key]!, StringComparer.OrdinalIgnoreCase), await reader.ReadToEndAsync()));
                try
                {
                    answer(Taken.Count, context.Response);
                    context.Response.Close();
                }
                catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or IOException)
                {
                    // whoever asked has gone
                }
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // closed
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _loop;
    }
}

/// <summary>What the app logs.</summary>
internal sealed class Lines : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Written { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Written.Enqueue(formatter(state, exception));

    public void Dispose()
    {
    }
}
