// tries: Pass descriptors of its own through the door's socket, to fill the supervisor's table or to be kept open by it. The honest statement behind them is answered.
// expect: 1 statement, 5 rows
using Microsoft.EntityFrameworkCore;

public sealed class Query(ItemContext db)
{
    public async Task<object?> RunAsync(int size)
    {
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Connect(new System.Net.Sockets.UnixDomainSocketEndPoint(new Npgsql.NpgsqlConnectionStringBuilder(db.Connection.ConnectionString).Host + "/.s.PGSQL.5432"));
        var file = Kernel.open("/dev/zero", 0);
        unsafe_send(socket.Handle.ToInt32(), file);
        socket.Dispose();
        return await db.Items.OrderBy(item => item.Id).Take(size).Select(item => item.Id).ToListAsync();

        static void unsafe_send(int fd, int passed)
        {
            // struct msghdr with one byte of data and fifty descriptors as ancillary data.
            const int Count = 50;
            var data = System.Runtime.InteropServices.Marshal.AllocHGlobal(8);
            var vector = System.Runtime.InteropServices.Marshal.AllocHGlobal(16);
            System.Runtime.InteropServices.Marshal.WriteIntPtr(vector, data); System.Runtime.InteropServices.Marshal.WriteIntPtr(vector, 8, 1);
            var length = 16 + 4 * Count;
            var control = System.Runtime.InteropServices.Marshal.AllocHGlobal(length);
            System.Runtime.InteropServices.Marshal.WriteIntPtr(control, length); System.Runtime.InteropServices.Marshal.WriteInt32(control, 8, 1); System.Runtime.InteropServices.Marshal.WriteInt32(control, 12, 1);
            for (var i = 0; i < Count; i++) System.Runtime.InteropServices.Marshal.WriteInt32(control, 16 + 4 * i, passed);
            var message = System.Runtime.InteropServices.Marshal.AllocHGlobal(56);
            for (var i = 0; i < 56; i += 8) System.Runtime.InteropServices.Marshal.WriteIntPtr(message, i, 0);
            System.Runtime.InteropServices.Marshal.WriteIntPtr(message, 16, vector); System.Runtime.InteropServices.Marshal.WriteIntPtr(message, 24, 1);
            System.Runtime.InteropServices.Marshal.WriteIntPtr(message, 32, control); System.Runtime.InteropServices.Marshal.WriteIntPtr(message, 40, length);
            var sent = Kernel.Say(Kernel.syscall(46, fd, message, 0));
            if (sent != "worked") throw new InvalidOperationException("sendmsg: " + sent);
        }
    }
}
