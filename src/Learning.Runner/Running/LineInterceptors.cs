using System.Data.Common;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Learning.Runner.Running;

/// <summary>Sees a command when EF Core makes it, while whoever asked for it is still on the stack.</summary>
internal sealed class CommandsAhead(LineWatch watch) : DbCommandInterceptor
{
    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        watch.Ahead(result.Connection);
        return result;
    }
}

/// <summary>Sees a connection when EF Core is about to open it.</summary>
internal sealed class ConnectionsAhead(LineWatch watch) : DbConnectionInterceptor
{
    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        watch.Opening(connection);
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        watch.Opening(connection);
        return new(result);
    }

    public override void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => LineWatch.Closed();

    public override void ConnectionFailed(DbConnection connection, ConnectionErrorEventData eventData) => LineWatch.Closed();

    public override Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        LineWatch.Closed();
        return Task.CompletedTask;
    }

    public override Task ConnectionFailedAsync(DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        LineWatch.Closed();
        return Task.CompletedTask;
    }
}

/// <summary>Sees the ends of EF Core's transactions.</summary>
internal sealed class TransactionEnds(LineWatch watch) : DbTransactionInterceptor
{
    private readonly ConditionalWeakTable<DbTransaction, Sending> _ending = [];

    public override InterceptionResult TransactionCommitting(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result) => Begin(transaction, result);

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        new(Begin(transaction, result));

    public override InterceptionResult TransactionRollingBack(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result) => Begin(transaction, result);

    public override ValueTask<InterceptionResult> TransactionRollingBackAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        new(Begin(transaction, result));

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => End(transaction);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        End(transaction);
        return Task.CompletedTask;
    }

    public override void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) => End(transaction);

    public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        End(transaction);
        return Task.CompletedTask;
    }

    private InterceptionResult Begin(DbTransaction transaction, InterceptionResult result)
    {
        if (watch.Begin(transaction.Connection) is { } sending)
        {
            _ending.AddOrUpdate(transaction, sending);
        }
        return result;
    }

    private void End(DbTransaction transaction)
    {
        if (_ending.TryGetValue(transaction, out var sending))
        {
            sending.To = Stopwatch.GetTimestamp();
        }
    }
}
