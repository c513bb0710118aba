// verdict: WrongAnswer at Correct
// A cheat: the right two numbers and no booking. What is left in the table is compared as well.
using Microsoft.EntityFrameworkCore;

public sealed class StatementImport(BankContext db)
{
    public async Task<ImportResult> ImportAsync(int accountId, string lines)
    {
        var statement = StatementLine.ParseAll(lines);
        var references = statement.Select(line => line.Reference).Distinct().ToArray();
        var known = await db.Bookings.CountAsync(b => b.AccountId == accountId && references.Contains(b.Reference));
        return new ImportResult(references.Length - known, statement.Count - references.Length + known);
    }
}
