using System.Buffers.Binary;

namespace Learning.Sandbox.Jails.Seccomp;

/// <summary>
/// Classic BPF as seccomp(2) takes it: an accumulator, loads from the call's description, forward jumps, returns. Jumps name labels, which
/// may stand further down; the distance must fit in a byte.
/// </summary>
internal sealed class BpfAssembler
{
    // linux/bpf_common.h
    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAbove = 0x25;
    private const ushort JumpIfAnySet = 0x45;
    private const ushort Give = 0x06;
    private const int InstructionSize = 8;

    private readonly List<(ushort Code, uint Operand, string? Then, string? Else)> _program = [];
    private readonly Dictionary<string, int> _labels = new(StringComparer.Ordinal);

    /// <summary>Takes the 32-bit word at an offset of struct seccomp_data.</summary>
    public BpfAssembler Load(int offset) => Add(LoadWord, (uint)offset);

    /// <summary>A null label is the next instruction.</summary>
    public BpfAssembler IfEqual(uint value, string? then, string? otherwise = null) => Add(JumpIfEqual, value, then, otherwise);

    public BpfAssembler IfAbove(uint value, string? then, string? otherwise = null) => Add(JumpIfAbove, value, then, otherwise);

    public BpfAssembler IfAnySet(uint mask, string? then, string? otherwise = null) => Add(JumpIfAnySet, mask, then, otherwise);

    public BpfAssembler Return(uint action) => Add(Give, action);

    public BpfAssembler Label(string name)
    {
        _labels.Add(name, _program.Count);
        return this;
    }

    /// <summary>An array of struct sock_filter in this machine's byte order, which is x86_64's.</summary>
    public byte[] Assemble()
    {
        var bytes = new byte[_program.Count * InstructionSize];
        for (var at = 0; at < _program.Count; at++)
        {
            var (code, operand, then, otherwise) = _program[at];
            var place = bytes.AsSpan(at * InstructionSize, InstructionSize);
            BinaryPrimitives.WriteUInt16LittleEndian(place, code);
            place[2] = Distance(at, then);
            place[3] = Distance(at, otherwise);
            BinaryPrimitives.WriteUInt32LittleEndian(place[4..], operand);
        }
        return bytes;
    }

    private byte Distance(int from, string? label) => label is null ? (byte)0 : checked((byte)(_labels[label] - from - 1));

    private BpfAssembler Add(ushort code, uint operand, string? then = null, string? otherwise = null)
    {
        _program.Add((code, operand, then, otherwise));
        return this;
    }
}
