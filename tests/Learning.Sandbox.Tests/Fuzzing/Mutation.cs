namespace Learning.Sandbox.Tests.Fuzzing;

/// <summary>Small damage to bytes: where parsers break is at lengths, ends and things said twice.</summary>
internal static class Mutation
{
    private static readonly byte[] Interesting = [0, 1, 4, 5, 0x7f, 0x80, 0xfe, 0xff, (byte)'Q', (byte)'Z', (byte)'"', (byte)'{', (byte)'\n', (byte)'\\'];

    public static byte[] Of(byte[] bytes, Random random)
    {
        var changed = new List<byte>(bytes);
        for (var left = random.Next(0, 6); left > 0 && changed.Count > 0; left--)
        {
            var at = random.Next(changed.Count);
            switch (random.Next(7))
            {
                case 0: changed[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: changed[at] = Interesting[random.Next(Interesting.Length)]; break;
                case 2: changed.RemoveRange(at, Math.Min(random.Next(1, 40), changed.Count - at)); break;
                case 3: changed.InsertRange(at, changed.GetRange(at, Math.Min(random.Next(1, 200), changed.Count - at))); break;
                case 4: changed.InsertRange(at, Noise(random, random.Next(1, 64))); break;
                case 5: changed.RemoveRange(at, changed.Count - at); break;
                default:
                    for (var place = at; place < Math.Min(at + 4, changed.Count); place++)
                        changed[place] = Interesting[random.Next(8)];
                    break;
            }
        }
        return [.. changed];
    }

    private static byte[] Noise(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
