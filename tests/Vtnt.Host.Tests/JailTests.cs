namespace Vtnt.Host.Tests;

[Category("Netns")]
public sealed class JailTests
{
    private const string Source = """
        #define _GNU_SOURCE
        #include <errno.h>
        #include <poll.h>
        #include <sched.h>
        #include <stdio.h>
        #include <sys/socket.h>
        #include <sys/syscall.h>
        #include <unistd.h>
        static void tell(const char *what, long result) { printf("%s %d\n", what, result < 0 ? errno : 0); }
        int main(void) {
            int one = 1, raw = socket(AF_INET, SOCK_RAW | SOCK_NONBLOCK, 1);
            char byte;
            cpu_set_t cpus;
            tell("raw", raw);
            tell("netlink", socket(AF_NETLINK, SOCK_RAW, 0));
            tell("packet", socket(AF_PACKET, SOCK_RAW, 0));
            tell("inet6", socket(AF_INET6, SOCK_DGRAM, 0));
            tell("hdrincl", setsockopt(raw, 0, 3, &one, sizeof one));
            tell("recvttl", setsockopt(raw, 0, 12, &one, sizeof one));
            tell("ttl", setsockopt(raw, 0, 2, &one, sizeof one));
            tell("dontwait", recv(raw, &byte, 1, MSG_DONTWAIT));
            tell("sleep", poll(NULL, 0, 1));
            tell("memfd_create", syscall(SYS_memfd_create, "x", 0));
            tell("sendmmsg", syscall(SYS_sendmmsg, raw, NULL, 0, 0));
            tell("proc", access("/proc", 0));
            sched_getaffinity(0, sizeof cpus, &cpus);
            printf("processors %d\n", CPU_COUNT(&cpus));
            return 7;
        }
        """;

    private string _folder = "";
    private string _output = "";
    private int _exit;

    [OneTimeSetUp]
    public void Run_a_program_that_tries_what_a_unikernel_lacks()
    {
        Jailed.RequireJail();
        Jailed.RequireClang();
        _folder = Directory.CreateTempSubdirectory("vtnt-jail-program-").FullName;
        string source = Path.Combine(_folder, "program.c"), program = Path.Combine(_folder, "program");
        File.WriteAllText(source, Source);
        Assert.That(Jailed.Start("clang", "-fuse-ld=lld", "-static-pie", "-o", program, source), Is.EqualTo((0, "")));
        (_exit, _output) = Jailed.Run(program);
    }

    [OneTimeTearDown]
    public void Delete_the_program()
    {
        if (_folder.Length > 0)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [TestCase("raw 0", TestName = "Has_raw_icmp_sockets")]
    [TestCase("ttl 0", TestName = "Lets_the_ttl_be_set")]
    [TestCase("netlink 97", TestName = "Refuses_netlink (EAFNOSUPPORT)")]
    [TestCase("packet 97", TestName = "Refuses_packet_sockets (EAFNOSUPPORT)")]
    [TestCase("inet6 97", TestName = "Refuses_ipv6 (EAFNOSUPPORT)")]
    [TestCase("hdrincl 92", TestName = "Refuses_IP_HDRINCL (ENOPROTOOPT)")]
    [TestCase("recvttl 92", TestName = "Refuses_IP_RECVTTL (ENOPROTOOPT)")]
    [TestCase("dontwait 22", TestName = "Refuses_MSG_DONTWAIT (EINVAL)")]
    [TestCase("sleep 14", TestName = "Refuses_to_sleep_in_poll_without_a_descriptor (EFAULT)")]
    [TestCase("memfd_create 38", TestName = "Lacks_memfd_create (ENOSYS)")]
    [TestCase("sendmmsg 38", TestName = "Lacks_sendmmsg (ENOSYS)")]
    [TestCase("proc 2", TestName = "Has_no_proc (ENOENT)")]
    [TestCase("processors 1", TestName = "Has_one_processor")]
    public void The_jail_bites(string line) => Assert.That(_output.Split('\n'), Does.Contain(line));

    [Test]
    public void The_exit_code_is_the_programs() => Assert.That(_exit, Is.EqualTo(7), _output);

    [Test]
    public void A_missing_program_is_named() =>
        Assert.That(Jailed.Run("no-such-program"), Is.EqualTo((125, "jail: cannot open no-such-program: No such file or directory\n")));
}
