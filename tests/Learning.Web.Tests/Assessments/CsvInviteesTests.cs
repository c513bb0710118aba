using System.Globalization;
using Learning.Web.Features.Assessments;

namespace Learning.Web.Tests.Assessments;

public sealed class CsvInviteesTests
{
    [Fact]
    public void Rows_ThatAreBad_AreNamedByLine_AndTheOthersAreKept()
    {
        var (refusal, rows) = CsvInvitees.Read(
            "Name,Time factor,E-mail\r\n\"Hopper, Grace\",1.5,grace@shop.example\r\nNo Address,,\r\n\r\nTwo Signs,,a@b@c\r\nSlow,5,slow@shop.example\r\nWords,much,words@shop.example\r\nAda,,GRACE@shop.example\r\n\"Two\nlines\",,two@shop.example\r\nToo,1,many@shop.example,values\r\nBarbara,\"1,25\",barbara@shop.example");

        Assert.Null(refusal);
        Assert.Equal((new Invitee("grace@shop.example", "Hopper, Grace", 1.5m), 2), (rows[0].Invitee, rows[0].Line));
        Assert.Equal(new Invitee("barbara@shop.example", "Barbara", 1.25m), Assert.Single(rows, row => row.Line == 12).Invitee);
        Assert.Equal(
            [(3, "address is needed"), (5, "no e-mail address"), (6, "from 1 to 4"), (7, "“much”"), (8, "as in line 2"), (9, "characters that cannot"), (11, "4 values for 3 columns")],
            rows.Where(row => row.Fault is not null).Zip((string[])["address is needed", "no e-mail address", "from 1 to 4", "“much”", "as in line 2", "characters that cannot", "4 values for 3 columns"])
                .Select(each => (each.First.Line, each.First.Fault!.Contains(each.Second, StringComparison.Ordinal) ? each.Second : each.First.Fault)));
    }

    [Theory]
    [InlineData("\uFEFFemail;name\na@shop.example;Ada, Countess")]
    [InlineData("email\tname\na@shop.example\tAda, Countess\n")]
    [InlineData("email,name\r\"a@shop.example\",\"Ada, Countess\"\r")]
    public void File_AsSpreadsheetsWriteIt_IsRead(string text) =>
        Assert.Equal(new Invitee("a@shop.example", "Ada, Countess"), Assert.Single(CsvInvitees.Read(text).Rows).Invitee);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("\n \n", "empty")]
    [InlineData("name,factor\nAda,1", "no email")]
    [InlineData("grace@shop.example\nada@shop.example", "no email")]
    [InlineData("email,Email\na@b.example,c@d.example", "twice")]
    [InlineData("email,name\n", "no candidate")]
    public void File_WithoutUse_IsRefusedWhole(string text, string says) => Assert.Contains(says, CsvInvitees.Read(text).Refusal!, StringComparison.Ordinal);

    [Fact]
    public void File_WithMoreThan500_IsRefusedWhole_AndWith500Not()
    {
        static string Of(int count) => "email\n" + string.Join('\n', Enumerable.Range(0, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"c{number}@shop.example")));

        Assert.Contains("501 candidates", CsvInvitees.Read(Of(501)).Refusal!, StringComparison.Ordinal);
        Assert.Equal(500, CsvInvitees.Read(Of(500)).Rows.Count(row => row.Invitee is not null));
    }

    [Fact]
    public void QuotationMark_ThatIsNeverClosed_CostsOnlyWhatFollows()
    {
        var rows = CsvInvitees.Read("email,name\na@shop.example,Ada\nb@shop.example,\"Barbara\nc@shop.example,Grace").Rows;

        Assert.Equal([(2, null), (3, "A quotation mark is opened and never closed; nothing after it could be read.")], rows.Select(row => (row.Line, row.Fault)));
    }
}
