using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Learning.Grading.Exercises.Variants;

/// <summary>
/// The same for the same exercise, number and key, on every machine. Not drawn from the revision: a mended sentence must not rename the tables of
/// somebody who is in the middle of it.
/// </summary>
internal sealed class Chance(string slug, int number)
{
    /// <summary>0 to below 1.</summary>
    public double Of(string key) =>
        (BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{slug}/{number}/{key}"))) >> 11) / (double)(1UL << 53);

    public T Pick<T>(string key, IReadOnlyList<T> among) => among[(int)(Of(key) * among.Count)];
}
