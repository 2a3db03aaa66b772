using CsCheck;

namespace Vtnt.Lab.Tests;

/// <summary>Every fault of a network's text is refused with its line and one sentence.</summary>
public sealed class NetworkParserFaultTests
{
    // Lines 1 to 9; what a case adds begins on line 10.
    private const string Valid = """
        host v
        host t
        vantage v
        destination t
        router a loopback 198.18.255.1
        router b
        link v a 198.18.0.0 198.18.0.1
        link a b 198.18.0.2 198.18.0.3
        link b t 198.18.0.4 198.18.0.5

        """;

    [Test]
    public void The_text_that_the_cases_spoil_is_valid() => Assert.That(() => Network.Parse(Valid), Throws.Nothing);

    [TestCase("rooter x", "'rooter' is not a statement: title, router, host, link, domain, exit, change, vantage, destination and truth are.")]
    [TestCase("Router x", "'Router' is not a statement: title, router, host, link, domain, exit, change, vantage, destination and truth are.")]
    [TestCase("title", "'title' ends where the title should follow.")]
    [TestCase("router", "'router' ends where a name should follow.")]
    [TestCase("router x!", "'x!' is not a name: letters, digits, '-', '_' and '.' make one.")]
    [TestCase("router 198.18.9.9", "'198.18.9.9' is not a name: letters, digits, '-', '_' and '.' make one.")]
    [TestCase("router a", "There is a node 'a' already, on line 5.")]
    [TestCase("router x loopback 198.18.9", "'198.18.9' is not a loopback address.")]
    [TestCase("router x loopback 198.18.0.2", "The address 198.18.0.2 belongs to 'a' already.")]
    [TestCase("router x owns 198.19.4.0", "'198.19.4.0' is not a prefix such as 198.19.4.0/24.")]
    [TestCase("router x owns 198.19.4.1/24", "'198.19.4.1/24' has bits set behind its prefix length.")]
    [TestCase("router x owns 2001:db8::1/64", "'2001:db8::1/64' has bits set behind its prefix length.")]
    [TestCase("router x owns 198.19.4.0/33", "'33' is not a prefix length, a whole number from 1 to 32.")]
    [TestCase("router x owns 0.0.0.0/0", "'0' is not a prefix length, a whole number from 1 to 32.")]
    [TestCase("router x ttl 0", "'0' is not an initial TTL, a whole number from 1 to 255.")]
    [TestCase("router x ttl 255/256", "'256' is not an initial TTL, a whole number from 1 to 255.")]
    [TestCase("router x ttl 1/2/3/4", "Initial TTLs are one for all, or time-exceeded/echo-reply, or time-exceeded/echo-reply/unreachable.")]
    [TestCase("router x answers", "'answers' is followed by any of time-exceeded, echo, unreachable and tcp; a node that answers nothing is 'silent'.")]
    [TestCase("router x quotes 27", "'27' is not the bytes to quote, a whole number from 28 to 548.")]
    [TestCase("router x icmp-loss 5", "'5' is not a share from 0% to 100%.")]
    [TestCase("router x icmp-loss 101%", "'101%' is not a share from 0% to 100%.")]
    [TestCase("router x icmp-delay 5", "'5' is not a duration of at most an hour in us, ms or s.")]
    [TestCase("router x icmp-delay 3601s", "'3601s' is not a duration of at most an hour in us, ms or s.")]
    [TestCase("router x rate-limit 0", "'0' is not the ICMP errors per second, a whole number from 1 to 1000000.")]
    [TestCase("router x rfc4950 yes", "'yes' is neither 'on' nor 'off'.")]
    [TestCase("router x rfc4884", "'router' ends where 'on' or 'off' should follow.")]
    [TestCase("router x ttl-propagate ON", "'ON' is neither 'on' nor 'off'.")]
    [TestCase("router x quoted-ttl both", "'both' is neither 'ip' nor 'lse', the header whose TTL is quoted.")]
    [TestCase("router x icmp-tunnelling 1", "'1' is neither 'on' nor 'off'.")]
    [TestCase("router x egress-expiry never", "'never' is not what an egress does with an expired packet: plain, forwarded and labelled are.")]
    [TestCase("router x acme", "'acme' is neither a vendor nor an option of a router.")]
    [TestCase("host x rfc4950 on", "'rfc4950' is not an option of a host.")]
    [TestCase("link a", "'link' ends where the name of a router or host should follow.")]
    [TestCase("link a x 198.18.0.6 198.18.0.7", "There is no router or host 'x'.")]
    [TestCase("link a a 198.18.0.6 198.18.0.7", "A link joins two nodes, not 'a' with itself.")]
    [TestCase("link a b", "A link needs an address for both ends, of one family at least.")]
    [TestCase("link a b 198.18.0.6", "'link' ends where the address of the other end should follow.")]
    [TestCase("link a b 198.18.0.6 delay", "'delay' is not the address of the other end.")]
    [TestCase("link a b 198.18.0.6 2001:db8::7", "198.18.0.6 and 2001:db8::7 are of different families; both ends of a link have one of each.")]
    [TestCase("link a b 198.18.0.6 198.18.0.7 198.18.0.8 198.18.0.9", "The link has IPv4 addresses already.")]
    [TestCase("link a b 198.18.0.6 198.18.0.3", "The address 198.18.0.3 belongs to 'b' already.")]
    [TestCase("link a b 198.18.0.6 198.18.0.7 speed 9", "'speed' is not an option of a link: delay, jitter, loss, duplication, mtu and weight are.")]
    [TestCase("link a b 198.18.0.6 198.18.0.7 weight 0", "'0' is not a weight, a whole number from 1 to 65535.")]
    [TestCase("link a b 198.18.0.6 198.18.0.7 delay -1ms", "'-1ms' is not a duration of at most an hour in us, ms or s.")]
    [TestCase("link a b 198.18.0.6 198.18.0.7 jitter 1m", "'1m' is not a duration of at most an hour in us, ms or s.")]
    [TestCase("link a b 198.18.0.6 198.18.0.7 loss -1%", "'-1%' is not a share from 0% to 100%.")]
    [TestCase("link a b 198.18.0.6 198.18.0.7 duplication", "'link' ends where a share such as 1% should follow.")]
    [TestCase("link a b 198.18.0.6 198.18.0.7 mtu 1501", "'1501' is not an MTU, a whole number from 68 to 1500.")]
    [TestCase("link a b 2001:db8::6 2001:db8::7 mtu 1279", "IPv6 needs an MTU of 1280 bytes at least.")]
    [TestCase("vantage v", "The network has a vantage point already.")]
    [TestCase("destination t", "198.18.0.5 is a destination already.")]
    [TestCase("destination a b", "'b' is one word too many for 'destination'.")]
    [TestCase("destination 198.18.0.9", "Nobody in the network has the address 198.18.0.9.")]
    [TestCase("destination x", "There is no router or host 'x'.")]
    [TestCase("router x balances loads", "'loads' is nothing to balance: flows, destinations and packets are.")]
    [TestCase("link a b 198.18.0.6 198.18.0.7 weight 5/0", "'0' is not a weight, a whole number from 1 to 65535.")]
    [TestCase("exit d t a", "There is no domain 'd'.")]
    [TestCase("change 5s a t down", "There is no link between 'a' and 't'.")]
    [TestCase("change 5s a b fast", "'fast' is not what a link changes: weight, down and up are.")]
    [TestCase("change 0s a b down", "A change at the start belongs into the link's own statement.")]
    [TestCase("change soon a b down", "'soon' is not a duration of at most an hour in us, ms or s.")]
    [TestCase("change 5s a b down now", "'now' is one word too many for 'change'.")]
    [TestCase("router x rewrites-ttl 256 a", "'256' is not a TTL, a whole number from 1 to 255.")]
    [TestCase("router x rewrites-ttl 64 b", "'b' is not a neighbour of 'x', so nothing is sent to it.")]
    [TestCase("router x invents 198.19.0.0/16 invents 198.18.9.0/24", "'x' invents routers of another prefix already.")]
    public void Faults_of_nodes_links_and_destinations(string line, string sentence) => Refuses(line, 10, sentence);

    [TestCase("domain", "'domain' ends where a name should follow.")]
    [TestCase("domain d", "The domain 'd' needs at least two 'members'.")]
    [TestCase("domain d members a", "The domain 'd' needs at least two 'members'.")]
    [TestCase("domain d members x", "There is no router or host 'x'.")]
    [TestCase("domain d members t", "'t' is a host, not a router.")]
    [TestCase("domain d members a a", "'a' is a member of 'd' already.")]
    [TestCase("domain d members a b ldp some", "'some' is neither 'all' nor 'loopbacks', the prefixes that LDP binds labels to.")]
    [TestCase("domain d members a b pop never", "'never' is not a way to pop: php, uhp and explicit-null are.")]
    [TestCase("domain d members a b speed 3", "'speed' is not an option of a domain.")]
    [TestCase("domain d members a b labels 100", "'100' is not a range of labels such as 24000-24999.")]
    [TestCase("domain d members a b labels 15-100", "'15' is not a label, a whole number from 16 to 1048575.")]
    [TestCase("domain d members a b labels 100-1048576", "'1048576' is not a label, a whole number from 16 to 1048575.")]
    [TestCase("domain d members a b labels 200-100", "The range of labels 200-100 ends before it begins.")]
    [TestCase("domain d members a b labels 100-102", "The domain 'd' has fewer labels than the network's 7 prefixes.")]
    [TestCase("domain d members a b inner-label 0", "'0' is not a label, a whole number from 16 to 1048575.")]
    [TestCase("domain d members a b no-lsp-to t", "'t' is a host, not a router.")]
    [TestCase("truth t", "'truth' ends where the kind of a tunnel should follow.")]
    [TestCase("truth t hidden a b", "'hidden' is not a kind of tunnel: explicit, implicit, opaque, invisible-php and invisible-uhp are.")]
    [TestCase("truth t explicit a", "A tunnel has an ingress and an egress at least.")]
    [TestCase("truth t explicit b a", "'a' does not follow 'b' on the way from 'v' to 198.18.0.5.")]
    [TestCase("truth b explicit a t", "'t' is a host, not a router.")]
    [TestCase("domain d members a b segment-routing", "'domain' ends where 'on' or 'off' should follow.")]
    [TestCase("domain d members a b through a", "Packets go 'through' a router by segments: the domain 'd' needs 'segment-routing on'.")]
    public void Faults_of_domains_and_truths(string line, string sentence) => Refuses(line, 10, sentence);

    [TestCase("domain d members a b\n  pop php\n  pop sometimes", 12, "'sometimes' is not a way to pop: php, uhp and explicit-null are.")]
    [TestCase("# a comment\n\n\tdomain d", 12, "'domain' is not an option of a link: delay, jitter, loss, duplication, mtu and weight are.")]
    [TestCase("domain d members a b\ndomain d members a b", 11, "There is a domain 'd' already, on line 10.")]
    [TestCase("title one\ntitle two", 11, "The network has a title already.")]
    [TestCase("router lonely loopback 198.18.255.9\ndestination lonely", 11, "No links lead from the vantage point 'v' to 'lonely'.")]
    [TestCase("router bare\ndestination bare", 11, "'bare' has no address.")]
    [TestCase("router c\ndomain d members a b no-lsp-to c", 11, "'c' is not a member of 'd', so no LSP leads to it anyway.")]
    [TestCase("router c\nlink b c 198.18.0.6 198.18.0.7\ntruth t explicit c a", 12, "'c' is not on the way from 'v' to 198.18.0.5.")]
    [TestCase("change 5s a b down\nchange 5s b a up", 11, "The link changes at that time already.")]
    [TestCase("router c\ndomain d members a b\nexit d t c", 12, "'c' is not a member of 'd'.")]
    [TestCase("domain d members a b\nexit d t a\nexit d t b", 12, "The prefix of 198.18.0.5 leaves 'd' by another exit already.")]
    [TestCase("router c\ndomain d members a b segment-routing on through c", 11, "'c' is not a member of 'd', so no segment ends there.")]
    public void The_line_is_that_of_the_word(string text, int line, string sentence) => Refuses(text, line, sentence);

    [TestCase("", 1, "The network has no 'vantage': name the host that measures.")]
    [TestCase("# nothing\n\n", 1, "The network has no 'vantage': name the host that measures.")]
    [TestCase("  host v", 1, "An indented line continues a statement, but there is none before it.")]
    [TestCase("host v\nrouter r\nlink v r 198.18.0.0 198.18.0.1\nvantage v", 4, "The network has no 'destination': name an address or node to measure by default.")]
    [TestCase("router r\nvantage r", 2, "The vantage point must be a host, and 'r' is a router.")]
    public void Faults_of_a_text_as_a_whole(string text, int line, string sentence)
    {
        LabFormatException fault = Assert.Throws<LabFormatException>(() => Network.Parse(text))!;
        Assert.That((fault.Line, fault.Message), Is.EqualTo((line, $"line {line}: {sentence}")));
    }

    [Test]
    public void Seven_inner_labels_are_the_most_that_a_stack_holds()
    {
        string seven = string.Concat(Enumerable.Repeat(" inner-label 16", 7));
        Assert.That(() => Network.Parse(Valid + "domain d members a b" + seven), Throws.Nothing);
        Refuses("domain d members a b inner-label 16" + seven, 10, "A label stack has at most 8 labels here, the transport label included.");
    }

    [Test]
    public void Whatever_the_words_there_is_a_network_or_a_fault_with_a_line()
    {
        string[] words = [.. Valid.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries), "domain", "members", "d", "truth", "explicit", "owns", "198.19.0.0/16",
            "ttl", "64/255", "ldp", "all", "pop", "uhp", "labels", "16-99", "\n", "\n ", "\n", "#", "%", "5%", "2ms", "weight", "3", "2001:db8::1", "2001:db8::2", "inner-label", "99", "exit", "change", "down", "up", "balances", "flows"];
        Gen.Int[0, words.Length - 1].Array[0, 60].Sample(sample =>
        {
            string text = Valid + string.Join(" ", sample.Select(index => words[index]));
            try
            {
                Network.Parse(text);
                return true;
            }
            catch (LabFormatException fault)
            {
                return fault.Line >= 1 && fault.Line <= text.Split('\n').Length;
            }
        });
    }

    private static void Refuses(string text, int line, string sentence)
    {
        LabFormatException fault = Assert.Throws<LabFormatException>(() => Network.Parse(Valid + text))!;
        Assert.That((fault.Line, fault.Message), Is.EqualTo((line, $"line {line}: {sentence}")));
    }
}
