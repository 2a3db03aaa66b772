namespace Vtnt.Mpls.Tests;

/// <summary>Where a seen tunnel ends (D7), as places on the path from 0.</summary>
[TestFixture]
public sealed class RunEgressTests
{
    [TestCase("R1 255/255 | I 254/254 | P1 253/- L17:1 | P2 252/- L18:1 | E 251/-", "Explicit 1 [2-3] 4")]
    [TestCase("R1 255/255 | I 254/254 | P1 253/- L17:1 | P2 252/- L18:1 | E 251/- L0:1 | N 250/-", "Explicit 1 [2-3] 4")]
    [TestCase("R1 255/255 | I 254/254 | P1 253/- L17:1+99:1 | P2 252/- L18:1+99:1 | E 251/- L99:1 | N 250/-", "Explicit 1 [2-3] 4")]
    [TestCase("R1 255/255 | I 254/254 | P1 253/- | P2 252/- q2 | E 251/- | N 250/-", "Implicit 1 [2-3] 4 or 5")]
    [TestCase("R1 255/255 | I 254/254 | P1 249/253 | P2 250/252 q2 | E 251/251 | N 250/250", "Implicit 1 [2-3] 4")]
    [TestCase("R1 255/255 | I 254/254 | P1 247/253 | P2 248/252 q2 | P3 249/251 | E 250/250 | N 249/249", "Implicit 1 [2-4] 5")]
    public void Egress_is_where_labels_or_u_turns_end(string hops, string expected)
    {
        TntPath path = ScriptedPath.Of(hops);
        List<SeenTunnel> tunnels = LabelRuns.Find(path, []);
        RunEgress.Place(path, tunnels);
        Assert.That(ScriptedPath.Text(tunnels), Is.EqualTo(expected));
    }
}
