using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.InteropServices;

namespace Learning.Runner.Running;

/// <summary>From a method and an offset in its code to a line of one source file, by the symbols that came with the compilation.</summary>
internal sealed class LineMap(byte[] symbols, string file) : IDisposable
{
    private readonly MetadataReaderProvider _provider = MetadataReaderProvider.FromPortablePdbImage(ImmutableCollectionsMarshal.AsImmutableArray(symbols));

    /// <summary>Null where the code is another file's, or of no line at all.</summary>
    public int? LineOf(int method, int offset)
    {
        var reader = _provider.GetMetadataReader();
        SequencePoint? at = null;
        foreach (var point in reader.GetMethodDebugInformation((MethodDefinitionHandle)MetadataTokens.Handle(method)).GetSequencePoints())
        {
            if (point.Offset > offset)
            {
                break;
            }
            at = point.IsHidden ? at : point;
        }
        return at is { } found && reader.GetString(reader.GetDocument(found.Document).Name) == file ? found.StartLine : null;
    }

    public void Dispose() => _provider.Dispose();
}
