using System.Text;

namespace Learning.Sandbox.Runners;

/// <summary>Counts what a run prints and keeps the beginning of it.</summary>
internal sealed class PrintedText(int limit, int kept)
{
    // So that endless empty pieces end too.
    private const int CostOfPiece = 16;
    private readonly StringBuilder _text = new();
    private long _count;

    public bool IsOver => _count > limit;

    public void Add(string piece)
    {
        _count += Encoding.UTF8.GetByteCount(piece) + CostOfPiece;
        _text.Append(piece.AsSpan(0, Math.Min(piece.Length, kept - _text.Length)));
    }

    public override string ToString() => _text.ToString();
}
