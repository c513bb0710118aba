using Learning.Grading;
using Learning.Sandbox.Attempts;
using Learning.Sandbox.Clusters;
using Learning.Sandbox.Health;
using Learning.Sandbox.Incidents;
using Learning.Sandbox.Jails;
using Learning.Sandbox.Runners;
using Learning.Sandbox.Wire;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Learning.Sandbox;

public static class SandboxServices
{
    /// <summary>Registers everything that runs and grades answers. Safe to call more than once.</summary>
    public static IServiceCollection AddSandbox(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SandboxOptions>().Bind(configuration.GetSection(SandboxOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SandboxOptions>, SandboxOptionsValidator>());
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<SandboxOptions>>().Value);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => JailChoice.Make(provider.GetRequiredService<SandboxOptions>()));
        services.TryAddSingleton(provider => new SandboxHealth(
            provider.GetRequiredService<IJail>(), provider.GetRequiredService<SandboxOptions>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SandboxHealth>>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, FirstLook>());
        services.TryAddSingleton<WireProxy>();
        services.TryAddSingleton<TimingLane>();
        services.TryAddSingleton<ClusterPool>();
        services.TryAddSingleton<References>();
        services.TryAddSingleton(provider =>
        {
            var options = provider.GetRequiredService<SandboxOptions>();
            return new RunnerOptions { Ready = options.ReadyRunners, MemoryMb = options.RunnerMemoryMb, RunnerDirectory = options.RunnerDirectory, WorkDirectory = options.WorkDirectory };
        });
        services.TryAddSingleton(provider => RunnerInstallation.Find(provider.GetRequiredService<RunnerOptions>().RunnerDirectory));
        services.TryAddSingleton<RunnerPool>();
        services.TryAddSingleton<CompilerPool>();
        services.TryAddSingleton<AnswerCompiler>();
        // Lazy: SQL answers must not need a published runner. A failure is not kept: what an operator puts right is found the next time.
        services.TryAddSingleton(provider => new Lazy<RunnerPool>(provider.GetRequiredService<RunnerPool>, LazyThreadSafetyMode.PublicationOnly));
        services.TryAddSingleton(provider => new Lazy<AnswerCompiler>(provider.GetRequiredService<AnswerCompiler>, LazyThreadSafetyMode.PublicationOnly));
        services.TryAddSingleton(provider => new Lazy<CompilerPool>(provider.GetRequiredService<CompilerPool>, LazyThreadSafetyMode.PublicationOnly));
        services.TryAddSingleton<ISandbox, PostgresSandbox>();
        services.TryAddSingleton<IScratchpad, PostgresScratchpad>();
        services.TryAddSingleton<Grader>();
        services.TryAddSingleton(provider => new IncidentLabs(provider.GetRequiredService<IJail>(), provider.GetRequiredService<SandboxOptions>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new SandboxGauges(
            provider.GetRequiredService<ClusterPool>(), provider.GetRequiredService<Lazy<RunnerPool>>(), provider.GetRequiredService<IncidentLabs>(), provider.GetRequiredService<SandboxOptions>()));
        return services;
    }
}
