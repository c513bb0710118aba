namespace Learning.Web.Features.Integrations.Api;

/// <summary>Asks <see cref="ApiLimits"/> before an endpoint runs. A filter is made for every endpoint; the limits are one for all.</summary>
internal sealed class ApiLimitFilter(ApiLimits limits) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => limits.EnterAsync(context, next);
}
