// tries: Open devices that lead to the machine: disks, memory, the kernel's log, loop and fuse control, terminals. /dev/zero can be read.
// expect: answers /dev/zero
public sealed class Query(ItemContext db)
{
    public object? RunAsync(int size)
    {
        return Attack.Readable("/dev/zero", "/dev/sda", "/dev/vda", "/dev/nvme0n1", "/dev/mem", "/dev/kmem", "/dev/port", "/dev/kmsg", "/dev/loop-control", "/dev/loop0", "/dev/fuse", "/dev/kvm", "/dev/net/tun",
            "/dev/mapper/control", "/dev/console", "/dev/tty", "/dev/tty0", "/dev/tty1", "/dev/input/event0", "/dev/dri/card0", "/dev/vhost-net", "/dev/hpet", "/dev/rtc", "/dev/uinput", "/dev/userfaultfd");
    }
}
