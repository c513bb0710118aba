using System.Buffers.Binary;

namespace Learning.Sandbox.Tests.Jails.Seccomp;

/// <summary>Runs a filter as the kernel would (bpf(4), seccomp(2)); refuses what the kernel's checker refuses.</summary>
internal static class BpfMachine
{
    public static uint Run(byte[] program, uint architecture, uint number, params ulong[] arguments)
    {
        var data = new byte[64];
        BinaryPrimitives.WriteUInt32LittleEndian(data, number);
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(4), architecture);
        for (var at = 0; at < arguments.Length; at++)
            BinaryPrimitives.WriteUInt64LittleEndian(data.AsSpan(16 + (8 * at)), arguments[at]);

        uint accumulator = 0;
        for (var at = 0; ; at++)
        {
            var instruction = program.AsSpan(at * 8, 8);
            var operand = BinaryPrimitives.ReadUInt32LittleEndian(instruction[4..]);
            bool? test = null;
            switch (BinaryPrimitives.ReadUInt16LittleEndian(instruction))
            {
                case 0x20: accumulator = BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(Aligned(operand))); break;
                case 0x15: test = accumulator == operand; break;
                case 0x25: test = accumulator > operand; break;
                case 0x45: test = (accumulator & operand) != 0; break;
                case 0x06: return operand;
                case var code: throw new InvalidDataException($"Instruction {at} has code 0x{code:x}, which seccomp does not take or we do not use.");
            }
            if (test is { } jumps)
                at += instruction[jumps ? 2 : 3];
        }
    }

    private static int Aligned(uint offset) => offset % 4 == 0 ? (int)offset : throw new InvalidDataException($"A load from {offset} is not aligned.");
}
