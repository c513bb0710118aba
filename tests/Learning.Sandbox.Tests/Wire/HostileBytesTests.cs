namespace Learning.Sandbox.Tests.Wire;

/// <summary>Bytes that no driver sends, against a live door: the session ends, the door stays, and the record says so.</summary>
public sealed class HostileBytesTests(LearnerDatabase database) : IClassFixture<LearnerDatabase>
{
    public static TheoryData<string, string> Bytes => new()
    {
        { "an unknown type", "21 00000004" },
        { "a negative length", "51 ffffffff" },
        { "a length below four", "51 00000003" },
        { "two gigabytes", "51 7fffffff" },
        { "a query without its end", "51 00000006 4141" },
        { "a bind that promises more than it has", "42 0000000c 00 00 0000 7fff 0000" },
        { "a parameter longer than its message", "42 00000010 00 00 0000 0001 7fffffff 0000" },
        { "a describe of neither kind", "44 00000006 51 00" },
        { "something after the end of a sync", "53 00000005 00" },
        { "a server's message", "5a 00000005 49" },
        // The server reads no longer one of these, and closes without a word.
        { "a portal's name that the server would not read", "45 00002712" + string.Concat(Enumerable.Repeat("78", 10_001)) + "00 00000000" },
    };

    [Theory]
    [MemberData(nameof(Bytes))]
    public async Task Session_MalformedMessage_EndsWithAGapOfTheClients(string what, string hex)
    {
        await using var house = database.Open();
        using var client = await RawClient.StartAsync(house.Options.SocketPath);
        await client.SendAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        Assert.EndsWith("E.", await client.UntilClosedAsync(), StringComparison.Ordinal);
        await AssertServesAsync(house);
        var record = house.Door.EndCall();
        Assert.True(record is { Gap: not null, GapIsClients: true }, what);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000")]
    [InlineData("00000003")]
    [InlineData("7fffffff 00030000")]
    [InlineData("00000008 00020000")]
    [InlineData("00000010 00030000 7573657200")]
    [InlineData("00000010 04d2162e 00000001 00000002")]
    public async Task Session_MalformedStart_EndsAndTheDoorStays(string hex)
    {
        await using var house = database.Open();
        using (var client = await RawClient.ConnectAsync(house.Options.SocketPath))
            await client.SendAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        await AssertServesAsync(house);
    }

    [Fact]
    public async Task Session_GoneInTheMiddleOfAMessage_IsAGapOfTheClients()
    {
        await using var house = database.Open();
        using (var client = await RawClient.StartAsync(house.Options.SocketPath))
            await client.SendAsync(Message.Query("select 1").ToArray()[..7]);
        // The door has seen it when the backend is gone; closing it sooner would leave the bytes unread, and so without effect.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await database.Server.ScalarAsync<long>("select count(*) from pg_stat_activity where usename = 'learner'") > 0)
            await Task.Delay(10, deadline.Token);
        await house.Door.CloseAsync(CancellationToken.None);
        Assert.True(house.Door.EndCall() is { Gap: not null, GapIsClients: true });
    }

    [Fact]
    public async Task Session_ClosedInTheMiddleOfAResult_IsAGapOfTheClientsAndEndsTheBackend()
    {
        await using var house = database.Open();
        using (var client = await RawClient.StartAsync(house.Options.SocketPath))
        {
            await client.SendAsync(Message.Query("select repeat('x', 1000) from generate_series(1, 50000)"));
            Assert.NotEqual(0, await client.ReceiveAsync(new byte[100]));
        }
        await house.Door.CloseAsync(CancellationToken.None);
        var record = house.Door.EndCall();
        Assert.True(record is { Gap: not null, GapIsClients: true });
        Assert.True(Assert.Single(record.Statements).Partial);
        Assert.Equal(0, await database.Server.ScalarAsync<long>("select count(*) from pg_stat_activity where usename = 'learner'"));
    }

    [Fact]
    public async Task Session_ProtocolThreePointTwo_IsServedAsTheServerDoes()
    {
        await using var house = database.Open();
        using var client = await RawClient.StartAsync(house.Options.SocketPath, version: 0x30002);
        await client.SendAsync(Message.Query("select 1"));
        Assert.Equal("TDCZ", await client.UntilAsync('Z'));
        Assert.Null(house.Door.EndCall().Gap);
    }

    [Fact]
    public async Task Admit_MoreConnectionsThanAllowed_RefusesTheLast()
    {
        await using var house = database.Open(options => options with { MaxConnections = 2 });
        using var one = await RawClient.StartAsync(house.Options.SocketPath);
        using var two = await RawClient.StartAsync(house.Options.SocketPath);
        using var three = await RawClient.ConnectAsync(house.Options.SocketPath);
        await three.AskForASessionAsync();
        Assert.Equal("E.", await three.UntilClosedAsync());
    }

    /// <summary>Some more are heard out, since they may be there to cancel; nobody keeps sockets without end.</summary>
    [Fact]
    public async Task Admit_FarMoreConnectionsThanAllowed_RefusesTheLastUnheard()
    {
        await using var house = database.Open(options => options with { MaxConnections = 1 });
        List<RawClient> silent = [];
        for (var i = 0; i < 9; i++)
            silent.Add(await RawClient.ConnectAsync(house.Options.SocketPath));
        using var last = await RawClient.ConnectAsync(house.Options.SocketPath);
        Assert.Equal("E.", await last.UntilClosedAsync());
        silent.ForEach(each => each.Dispose());
    }

    [Fact]
    public async Task Session_CopyFromThroughTheExtendedProtocol_IsRefused()
    {
        await using var house = database.Open();
        using var client = await RawClient.StartAsync(house.Options.SocketPath);
        await client.SendAsync(Message.Parse("", "copy item from stdin"), Message.Bind("", ""), Message.Execute(""), Message.Sync);
        await client.UntilClosedAsync();
        Assert.Contains("COPY FROM", house.Door.EndCall().Gap, StringComparison.Ordinal);
    }

    private static async Task AssertServesAsync(House house)
    {
        await using var connection = await house.ConnectAsync();
        await using var command = new Npgsql.NpgsqlCommand("select 1", connection);
        Assert.Equal(1, await command.ExecuteScalarAsync());
    }
}
