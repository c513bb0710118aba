using System.Security.Cryptography;
using System.Text;
using Learning.Hostile.Cases;

namespace Learning.Hostile.Suite;

/// <summary>What a result belongs to: the case's text and the code that ran it.</summary>
internal static class Revision
{
    private static readonly string Code = $"{typeof(Revision).Module.ModuleVersionId:N}{typeof(Sandbox.SandboxServices).Module.ModuleVersionId:N}";

    public static string Of(HostileCase attack) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Code + attack.Source)))[..16];
}
