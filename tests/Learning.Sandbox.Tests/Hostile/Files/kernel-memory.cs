// tries: Read the kernel's memory, symbols, log and keys through /proc and /sys. Its own status can be read.
// expect: answers /proc/self/status
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        return Attack.Readable("/proc/self/status", "/proc/kcore", "/proc/kmsg", "/proc/kpagecount", "/proc/kpageflags", "/proc/sched_debug", "/proc/timer_list", "/proc/latency_stats", "/sys/kernel/debug", "/sys/kernel/security/lsm",
            "/sys/firmware/efi", "/sys/kernel/vmcoreinfo", "/proc/1/stack", "/proc/self/stack", "/proc/acpi/event", "/proc/asound/cards", "/proc/scsi/scsi");
    }
}
