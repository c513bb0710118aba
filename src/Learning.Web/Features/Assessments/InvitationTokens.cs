using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Learning.Web.Features.Assessments;

/// <summary>The secret part of an invitation's link, <c>/i/{token}</c>: 256 random bits, of which the database keeps the SHA-256 alone.</summary>
internal static class InvitationTokens
{
    public static (string Token, byte[] Hash) New()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (token, Hash(token));
    }

    /// <summary>Looking a hash up by an index compares no secret byte by byte.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
