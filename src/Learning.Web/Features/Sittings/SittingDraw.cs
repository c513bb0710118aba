using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Learning.Web.Features.Sittings;

/// <summary>What a sitting's seed draws. The same on every machine and version: a re-check has to come to the same.</summary>
internal static class SittingDraw
{
    /// <summary>From 0 to below <paramref name="below"/>.</summary>
    public static int Number(long seed, string what, int below)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed} {what}")));
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)below);
    }

    /// <summary>An invitation draws for its sitting: what the candidate will get is known, and can be built, before they come.</summary>
    public static long SeedOf(Guid invitation) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"invitation {invitation:N}"))) & long.MaxValue;

    public static long NewSeed() => BinaryPrimitives.ReadInt64BigEndian(RandomNumberGenerator.GetBytes(8)) & long.MaxValue;
}
