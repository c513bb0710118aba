using Learning.Grading;
using Learning.Grading.Exercises;
using Learning.Grading.Traces;
using Learning.Sandbox.Tests.Jails;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Learning.Sandbox.Tests.Hostile;

/// <summary>The real sandbox with one small exercise: a table of 1,000 items, and code that may ask what it likes.</summary>
public sealed class EvasionLab : IAsyncLifetime
{
    private readonly string _work = Path.Combine(Path.GetTempPath(), "ev-" + Guid.NewGuid().ToString("N")[..8]);
    private ServiceProvider? _services;

    public Task InitializeAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Sandbox:WorkDirectory"] = _work, ["Sandbox:SeedEditions"] = "1", ["Sandbox:Jail"] = TestJail.Kind.ToString(),
        }).Build();
        _services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddSandbox(configuration).BuildServiceProvider();
        return Task.CompletedTask;
    }

    /// <summary>How the visible run of this source ended, and what was seen of it.</summary>
    internal async Task<(RunOutcome Outcome, StatementTrace Trace)> RunAsync(string source)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await using var attempt = await _services!.GetRequiredService<ISandbox>().OpenAsync(Items, source, deadline.Token);
        Assert.True(attempt.Prepared.Prepared.Kind == OutcomeKind.Completed, attempt.Prepared.Prepared.Message);
        var evidence = await attempt.GatherAsync(EvidenceKind.Visible, attempt.Prepared, deadline.Token);
        return (evidence.Stopped ?? RunOutcome.Completed, evidence.Visible!.Yours.Trace);
    }

    private static Exercise Items { get; } = new()
    {
        Slug = "items", Title = "Items", Summary = "", Track = "", Level = "", Minutes = 1, Language = ExerciseLanguage.CSharp, Brief = "", Revision = "1",
        Entry = new() { Type = "Query", Method = "RunAsync", Context = "ItemContext" },
        Starter = new("Query.cs", ""),
        Reference = new("Query.cs", "using Microsoft.EntityFrameworkCore; public sealed class Query(ItemContext db) { public Task<List<int>> RunAsync(int size) => db.Items.Select(item => item.Id).Take(size).ToListAsync(); }"),
        Model =
        [
            new("ItemContext.cs", """
                using Microsoft.EntityFrameworkCore;
                using Npgsql;
                public sealed class Item { public int Id { get; set; } public required string Name { get; set; } }
                public sealed class ItemContext(DbContextOptions<ItemContext> options) : DbContext(options)
                {
                    public DbSet<Item> Items => Set<Item>();
                    public NpgsqlConnection Connection => (NpgsqlConnection)Database.GetDbConnection();
                    protected override void OnModelCreating(ModelBuilder model) => model.Entity<Item>(item =>
                    {
                        item.ToTable("item");
                        item.Property(each => each.Id).HasColumnName("id");
                        item.Property(each => each.Name).HasColumnName("name");
                    });
                    /// <summary>Runs one command and counts the rows that it hands over.</summary>
                    public async Task<int> RowsAsync(string sql)
                    {
                        if (Connection.State != System.Data.ConnectionState.Open) await Connection.OpenAsync();
                        await using var command = new NpgsqlCommand(sql, Connection);
                        await using var reader = await command.ExecuteReaderAsync();
                        var rows = 0;
                        do { while (await reader.ReadAsync()) rows++; } while (await reader.NextResultAsync());
                        return rows;
                    }
                }
                """),
            new("Wire.cs", """
                using System.Buffers.Binary;
                using System.Net.Sockets;
                using System.Text;
                /// <summary>The protocol by hand: what no driver would send.</summary>
                public sealed class Wire : IDisposable
                {
                    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    public Wire(ItemContext db)
                    {
                        var door = new Npgsql.NpgsqlConnectionStringBuilder(db.Connection.ConnectionString).Host!;
                        socket.Connect(new UnixDomainSocketEndPoint(door + "/.s.PGSQL.5432"));
                        byte[] names = [.. Text("user"), .. Text("learner"), .. Text("database"), .. Text("lab"), 0];
                        socket.Send([.. Int32(names.Length + 8), .. Int32(196608), .. names]);
                        Until('Z');
                    }
                    public void Send(params byte[][] messages) => socket.Send(messages.SelectMany(each => each).ToArray());
                    public byte[] Query(string sql) => Message('Q', Text(sql));
                    public byte[] Parse(string sql) => Message('P', [0, .. Text(sql), 0, 0]);
                    public byte[] Bind() => Message('B', [0, 0, 0, 0, 0, 0, 0, 0]);
                    public byte[] Execute(int most) => Message('E', [0, .. Int32(most)]);
                    public byte[] Flush() => Message('H', []);
                    public byte[] Sync() => Message('S', []);
                    /// <summary>Reads to the first message of this type; how many rows came by.</summary>
                    public int Until(char type)
                    {
                        for (var rows = 0; ; )
                        {
                            var head = Take(5);
                            Take(BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1)) - 4);
                            if (head[0] == 'D') rows++;
                            if (head[0] == type) return rows;
                            if (head[0] == 'E') throw new InvalidOperationException("the server refused");
                        }
                    }
                    public byte[] Take(int count)
                    {
                        var bytes = new byte[count];
                        for (var have = 0; have < count; ) { var got = socket.Receive(bytes.AsSpan(have)); if (got == 0) throw new EndOfStreamException(); have += got; }
                        return bytes;
                    }
                    public void Dispose() => socket.Dispose();
                    private static byte[] Message(char type, byte[] body) => [(byte)type, .. Int32(body.Length + 4), .. body];
                    private static byte[] Text(string text) => [.. Encoding.UTF8.GetBytes(text), 0];
                    private static byte[] Int32(int value) { var bytes = new byte[4]; BinaryPrimitives.WriteInt32BigEndian(bytes, value); return bytes; }
                }
                """),
        ],
        Order = new() { Kind = OrderKind.None }, Stages = [], Limits = new() { RoundTripMs = 0 },
        Data = new()
        {
            Schema = "CREATE TABLE item (id int PRIMARY KEY, name text NOT NULL)",
            Seed = "INSERT INTO item SELECT n, 'item ' || n || repeat('.', 200) FROM generate_series(1, 1000) AS n",
            Arguments = [new("size", "int")],
            Sets = [new() { Name = "visible", Draw = "SELECT 5 AS size" }, new() { Name = "a", Hidden = true, Draw = "SELECT 6 AS size" }],
        },
    };

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        Sandbox.Clusters.Supervisor.Remove(_work);
    }
}
