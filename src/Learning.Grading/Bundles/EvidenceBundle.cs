using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Learning.Grading.Reports;
using Learning.Grading.Traces;

namespace Learning.Grading.Bundles;

/// <summary>A bundle that cannot be read, was changed, or does not hold what is asked of it.</summary>
public sealed class BundleException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>
/// All that a verdict rests on, in one JSON document: statements, plans, measurements, versions, seeds and hashes beside the report that
/// was given. What <see cref="Regrade"/> judges again.
/// </summary>
public sealed record EvidenceBundle
{
    /// <summary>Far above what a grading leaves; a larger one is not read.</summary>
    public const int MostBytes = 512 << 20;

    public int Version { get; init; } = 1;
    /// <summary>Version of the engine that wrote it.</summary>
    public required string Engine { get; init; }
    public required string Exercise { get; init; }
    public required string Revision { get; init; }
    /// <summary>The variant of the exercise that was answered; null for the exercise as written.</summary>
    public int? Variant { get; init; }
    public required GradeMode Mode { get; init; }
    /// <summary>SHA-256 of the submitted source, UTF-8, in hex.</summary>
    public required string SourceSha256 { get; init; }
    /// <summary>False for a learner's copy: hidden runs are reduced to their counts, so it can be read but not judged again.</summary>
    public bool Complete { get; init; } = true;
    /// <summary>SHA-256 of <see cref="Evidence"/> as compact JSON, in hex. Shows damage; it is no signature.</summary>
    public required string EvidenceSha256 { get; init; }
    public required Evidence Evidence { get; init; }
    public required GradeReport Report { get; init; }

    public static string CurrentEngine { get; } =
        typeof(EvidenceBundle).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static EvidenceBundle Of(string source, GradeMode mode, Evidence evidence, GradeReport report) => new()
    {
        Engine = CurrentEngine,
        Exercise = report.Exercise,
        Revision = report.Revision,
        Variant = report.Variant,
        Mode = mode,
        SourceSha256 = Hash(Encoding.UTF8.GetBytes(source)),
        EvidenceSha256 = Hash(evidence),
        Evidence = evidence,
        Report = report,
    };

    /// <summary>What a learner may take home: hidden rows, hidden arguments, seeds and the reference's statements are not in it.</summary>
    public EvidenceBundle ForLearner()
    {
        var evidence = Evidence with
        {
            Visible = Evidence.Visible is { } visible ? visible with { Reference = Counts(visible.Reference) } : null,
            Hidden = [.. Evidence.Hidden.Select(Counts)],
            Growth = [.. Evidence.Growth.Select(step => step with { Pair = Counts(step.Pair) })],
            Crowd = Evidence.Crowd is { } crowd ? crowd with { Reference = crowd.Reference with { Trace = Counts(crowd.Reference.Trace) } } : null,
            Latency = Evidence.Latency is { } latency ? new([.. latency.Pairs.Select(pair => pair with { Reference = pair.Reference with { Answer = "" } })]) : null,
            Seeds = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal),
        };
        return this with { Complete = false, Evidence = evidence, EvidenceSha256 = Hash(evidence) };
    }

    private static RunPair Counts(RunPair pair) => new(Counts(pair.Yours), Counts(pair.Reference));

    private static Run Counts(Run run) => run with
    {
        Arguments = new Dictionary<string, string>(StringComparer.Ordinal), Answer = null, State = null, Output = "", Trace = Counts(run.Trace),
    };

    private static StatementTrace Counts(StatementTrace trace) => trace with { Statements = [] };

    /// <summary>As it is kept with the submission: the JSON, in gzip.</summary>
    public byte[] ToCompressed()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(ToJson());
        return packed.ToArray();
    }

    /// <summary>Throws as <see cref="FromJson"/>, and when it unpacks to more than <see cref="MostBytes"/>.</summary>
    public static EvidenceBundle FromCompressed(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var json = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            for (var read = gzip.Read(buffer); read > 0; read = gzip.Read(buffer))
            {
                json.Write(buffer, 0, read);
                if (json.Length > MostBytes)
                    throw new BundleException($"The bundle unpacks to more than {Say.Bytes(MostBytes)}.");
            }
        }
        catch (InvalidDataException error)
        {
            throw new BundleException($"The bundle cannot be unpacked: {error.Message}", error);
        }
        return FromJson(json.GetBuffer().AsMemory(0, (int)json.Length));
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, BundleJson.Options);

    /// <summary>Throws <see cref="BundleException"/> when it is no bundle, is of a newer version, or was changed since it was written.</summary>
    public static EvidenceBundle FromJson(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = BundleJson.Options.MaxDepth });
            if (!document.RootElement.TryGetProperty("version", out var version) || !version.TryGetInt32(out var number))
                throw new BundleException("This is no evidence bundle: it has no version.");
            if (number > 1)
                throw new BundleException($"The bundle has version {number}; this engine reads version 1. Take a newer engine.");
            var bundle = document.Deserialize<EvidenceBundle>(BundleJson.Options) ?? throw new BundleException("This is no evidence bundle: it is null.");
            // Over the document's own text, so that a field which this engine adds does not look like a change.
            var written = Hash(JsonSerializer.SerializeToUtf8Bytes(document.RootElement.GetProperty("evidence"), BundleJson.Options));
            return string.Equals(written, bundle.EvidenceSha256, StringComparison.Ordinal) ? bundle
                : throw new BundleException("The evidence was changed since it was written: its SHA-256 is not the one in the bundle.");
        }
        catch (JsonException error)
        {
            throw new BundleException($"This is no evidence bundle: {error.Message}", error);
        }
    }

    private static string Hash(Evidence evidence) => Hash(JsonSerializer.SerializeToUtf8Bytes(evidence, BundleJson.Options));

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
