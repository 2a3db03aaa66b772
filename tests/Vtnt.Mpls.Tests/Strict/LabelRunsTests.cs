namespace Vtnt.Mpls.Tests;

/// <summary>Tunnels by labels and quoted TTLs (D8), as places on the path from 0; what fits no tunnel behind a slash.</summary>
[TestFixture]
public sealed class LabelRunsTests
{
    [TestCase("R1 255/255 | I 254/254 | P1 253/253 L17:1 | P2 252/252 L18:1 | E 251/251", "Explicit 1 [2-3] 4 / ")]
    [TestCase("R1 255/255 | I 254/254 | P1 253/253 L17:1 | * | E 251/251", "Explicit 1 [2-2] 3 / ")]
    [TestCase("R1 255/255 | I 254/254 | P1 253/253 | P2 252/252 q2 | P3 251/251 q3 | E 250/250", "Implicit 1 [2-4] 5 / ")]
    [TestCase("R1 255/255 | I 254/254 | * | P2 252/252 q2 | P3 251/251 q3 | E 250/250", "Implicit 1 [2-4] 5 / ")]
    [TestCase("R1 255/255 | I 254/254 | P1 253/253 | * | P3 251/251 q3 | E 250/250", "Implicit 1 [2-4] 5 / ")]
    [TestCase("R1 255/255 q5 | I 254/254 | E 253/253", " / 0")]
    [TestCase("R1 255/255 | I 254/254 | E 250/250 L17:252 | N 250/250", "Opaque 1 [2-1] 2 / ")]
    [TestCase("R1 255/255 | I 254/254 | E 253/253", " / ")]
    public void Run_of_routers_inside_is_a_tunnel(string hops, string expected)
    {
        List<int> misfits = [];
        List<SeenTunnel> tunnels = LabelRuns.Find(ScriptedPath.Of(hops), misfits);
        Assert.That($"{ScriptedPath.Text(tunnels)} / {string.Join(' ', misfits)}", Is.EqualTo(expected));
    }
}
