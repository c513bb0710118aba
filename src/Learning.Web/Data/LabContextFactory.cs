using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Learning.Web.Data;

/// <summary>Builds its options at the first use, not when it is injected: the host is put together before the database has started.</summary>
internal sealed class LabContextFactory(ApplicationDatabase database, ILoggerFactory loggers) : IDbContextFactory<LabContext>
{
    private readonly Lazy<DbContextOptions<LabContext>> _options = new(() =>
        new DbContextOptionsBuilder<LabContext>().UseNpgsql(database.ConnectionString).UseLoggerFactory(loggers)
            .ConfigureWarnings(warnings => warnings.Throw(RelationalEventId.MultipleCollectionIncludeWarning)) // what we teach: two lists in one query multiply
            .Options, LazyThreadSafetyMode.PublicationOnly);

    public LabContext CreateDbContext() => new(_options.Value);
}
