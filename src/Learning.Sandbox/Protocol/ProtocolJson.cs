using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Learning.Sandbox.Protocol;

/// <summary>The protocol's JSON, generated at build time: reflection would cost a runner a tenth of a second at start.</summary>
[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RunRequest))]
[JsonSerializable(typeof(RunEvent))]
public sealed partial class ProtocolJson : JsonSerializerContext
{
    // Rows travel as JSON inside JSON: the default encoder would make six bytes of every quotation mark.
    private static ProtocolJson Wire => field ??= new ProtocolJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>One line without its line feed.</summary>
    public static byte[] Line(RunRequest request) => JsonSerializer.SerializeToUtf8Bytes(request, Wire.RunRequest);

    /// <summary>One line without its line feed.</summary>
    public static byte[] Line(RunEvent said) => JsonSerializer.SerializeToUtf8Bytes(said, Wire.RunEvent);
}
