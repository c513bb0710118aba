using System.Text.Json;
using System.Text.Json.Serialization;

namespace Learning.Sandbox.Protocol;

/// <summary>The protocol's JSON, generated at build time: reflection would cost a runner a tenth of a second at start.</summary>
[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RunRequest))]
[JsonSerializable(typeof(RunEvent))]
public sealed partial class ProtocolJson : JsonSerializerContext
{
    /// <summary>One line without its line feed.</summary>
    public static byte[] Line(RunRequest request) => JsonSerializer.SerializeToUtf8Bytes(request, Default.RunRequest);

    /// <summary>One line without its line feed.</summary>
    public static byte[] Line(RunEvent said) => JsonSerializer.SerializeToUtf8Bytes(said, Default.RunEvent);
}
