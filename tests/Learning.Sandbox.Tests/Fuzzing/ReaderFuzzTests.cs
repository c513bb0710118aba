using FsCheck;
using FsCheck.Fluent;
using Learning.Sandbox.Tests.Wire;
using Learning.Sandbox.Wire;
using Replay = Learning.Sandbox.Tests.Wire.Replay;

namespace Learning.Sandbox.Tests.Fuzzing;

/// <summary>Messages that are well framed and mean nothing, in any order and from either side, at the state machine itself.</summary>
public sealed class ReaderFuzzTests
{
    private static readonly Gen<byte[]> Body = Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf();
    private static readonly Gen<(char From, char Type, byte[] Body)> Words =
        from side in Gen.Elements('C', 'S')
        from type in side == 'C' ? Gen.Elements("QPBEDSCHXFdcfp".ToCharArray()) : Gen.Elements("RSKZTDCEN123IstnAGHWdcVv".ToCharArray())
        from body in Gen.OneOf(Body, Gen.Choose(0, 3).Select(length => new byte[length]), Body.Select(bytes => (byte[])[.. bytes, 0]))
        select (side, type, body);

    [Fact]
    public void Readers_GivenAnyMessages_TakeThemOrRefuseThem() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Words.ArrayOf().ToArbitrary(), messages =>
        {
            using var replay = Replay.Started();
            try
            {
                foreach (var (from, type, body) in messages)
                    replay.Feed(from, Message.Of(type).Bytes(body).ToArray());
            }
            catch (WireFaultException)
            {
                // what a door ends a session for
            }
            Assert.InRange(replay.End().Count, 0, messages.Length * 4);
        }));
}
