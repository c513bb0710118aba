using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Learning.Web.Tests.Integrations;

/// <summary>A real server on this machine that webhooks are sent to.</summary>
internal sealed class HookTarget : IAsyncDisposable
{
    private readonly WebApplication _server;

    /// <param name="answer">Given which one it is, from 1, and what to answer it with.</param>
    public HookTarget(Func<int, HttpResponse, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            int nth;
            lock (Taken)
            {
                Taken.Add((context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body));
                nth = Taken.Count;
            }
            await answer(nth, context.Response);
        });
        _server.Start();
    }

    public string Address => _server.Urls.Single() + "/";

    public List<(Dictionary<string, string> Headers, string Body)> Taken { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
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
