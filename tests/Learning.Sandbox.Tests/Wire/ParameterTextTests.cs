using Learning.Sandbox.Wire;

namespace Learning.Sandbox.Tests.Wire;

public sealed class ParameterTextTests
{
    [Theory]
    [InlineData(16, "01", "t")]
    [InlineData(21, "fffe", "-2")]
    [InlineData(23, "00000007", "7")]
    [InlineData(20, "7fffffffffffffff", "9223372036854775807")]
    [InlineData(701, "3ff8000000000000", "1.5")]
    [InlineData(25, "c3a4", "ä")]
    [InlineData(17, "00ff", "\\x00ff")]
    [InlineData(2950, "00112233445566778899aabbccddeeff", "00112233-4455-6677-8899-aabbccddeeff")]
    [InlineData(1082, "00000001", "2000-01-02")]
    [InlineData(1082, "7fffffff", "infinity")]
    [InlineData(1114, "00000000000f4240", "2000-01-01 00:00:01")]
    [InlineData(1184, "000000000000000a", "2000-01-01 00:00:00.00001+00")]
    [InlineData(1700, "0002 0000 0000 0002 000c 1388", "12.50")]
    [InlineData(1700, "0002 0001 4000 0000 0001 0000", "-10000")]
    [InlineData(1700, "0001 fffe 0000 0006 0064", "0.000001")]
    [InlineData(1700, "0000 0000 0000 0000", "0")]
    [InlineData(1700, "0000 0000 c000 0000", "NaN")]
    [InlineData(1007, "00000001 00000000 00000017 00000002 00000001 00000004 00000001 00000004 ffffffff", "{1,-1}")]
    [InlineData(1009, "00000001 00000001 00000019 00000002 00000001 00000001 22 ffffffff", "{\"\\\"\",NULL}")]
    [InlineData(1007, "00000000 00000000 00000017", "{}")]
    [InlineData(23, "0007", "\\x0007")]
    [InlineData(99999, "cafe", "\\xcafe")]
    [InlineData(1007, "00000001 00000000 00000017 7fffffff 00000001", "\\x0000000100000000000000177fffffff00000001")]
    [InlineData(1700, "7fff 0000 0000 0002", "\\x7fff000000000002")]
    public void Of_BinaryValue_IsWhatPostgresWouldPrintOrHex(int type, string hex, string expected)
    {
        var cut = false;
        Assert.Equal(expected, ParameterText.Of(type, 1, Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), ref cut));
        Assert.False(cut);
    }

    [Fact]
    public void Of_LongText_IsCutAndSaysSo()
    {
        var cut = false;
        var text = ParameterText.Of(25, 0, new byte[5_000].Select(_ => (byte)'x').ToArray(), ref cut);
        Assert.Equal((200, true), (text.Length, cut));
    }

    [Fact]
    public void Of_AnyBytesUnderAnyType_NeverThrows()
    {
        var random = new Random(11);
        foreach (var type in (int[])[16, 17, 18, 20, 21, 23, 25, 114, 700, 701, 1007, 1009, 1016, 1082, 1114, 1184, 1700, 2950, 2951, 3802])
        {
            for (var i = 0; i < 500; i++)
            {
                var bytes = new byte[random.Next(40)];
                random.NextBytes(bytes);
                var cut = false;
                Assert.InRange(ParameterText.Of(type, 1, bytes, ref cut).Length, 0, ParameterText.MaxCharacters);
            }
        }
    }
}
