using System.IO.Compression;
using System.Text.Json;
using Learning.Grading.Incidents.Records;
using Learning.Grading.Reports;

namespace Learning.Web.Features.Incidents.Sessions;

/// <summary>A session's record as it is kept and given away: JSON, in gzip where it is kept.</summary>
internal static class RecordFile
{
    private static readonly JsonSerializerOptions Compact = new(GradeReport.Json) { WriteIndented = false };

    public static byte[] Pack(IncidentRecord record)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            JsonSerializer.Serialize(gzip, record, Compact);
        return packed.ToArray();
    }

    public static IncidentRecord Unpack(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<IncidentRecord>(gzip, Compact) ?? throw new InvalidDataException("An incident's record is empty.");
    }

    public static byte[] Json(IncidentRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, GradeReport.Json);
}
