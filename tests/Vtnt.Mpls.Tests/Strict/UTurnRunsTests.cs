namespace Vtnt.Mpls.Tests;

/// <summary>Implicit tunnels by the u-turn alone (D5, D6), as places on the path from 0; lone u-turns of two behind a slash.</summary>
[TestFixture]
public sealed class UTurnRunsTests
{
    [TestCase("R1 255/255 | I 254/254 | P1 247/253 | P2 248/252 | P3 249/251 | E 250/250", "Implicit 1 [2-4] 5 / ")]
    [TestCase("R1 255/255 | I 254/254 | P1 249/253 | P2 250/252 | E 251/251", "Implicit 1 [2-3] 4 / ")]
    [TestCase("R1 255/255 | I 254/254 | P1 247/253 | * | P3 249/251 | E 250/250", "Implicit 1 [2-4] 5 / ")]
    [TestCase("R1 255/255 | I 254/254 | P1 251/253 | E 252/252", " / 2")]
    [TestCase("R1 255/255 | I 254/254 | P1 250/253 | P2 251/252 | E 251/251", " / ")]
    [TestCase("R1 255/255 | I 254/254 | P1 253/249 | P2 252/250 | E 251/251", " / ")]
    [TestCase("R1 255/255 | I 254/254 | P1 249/253 | P2 249/251 | E 251/251", " / ")]
    [TestCase("R1 255/255 | I 254/254 | P1 247/251 | P2 250/252 | E 251/251", " / ")]
    [TestCase("R1 255/255 | I 252/254 | P1 249/253 | P2 250/252 | E 251/251", " / ")]
    [TestCase("R1 255/255 | I 254/254 | P1 249/61 | P2 250/62 | E 251/251", " / ")]
    public void Even_u_turns_that_fall_by_two_down_to_the_egress_are_a_tunnel(string hops, string expected)
    {
        List<int> weak = [];
        List<SeenTunnel> tunnels = UTurnRuns.Find(ScriptedPath.Of(hops), _ => false, weak);
        Assert.That($"{ScriptedPath.Text(tunnels)} / {string.Join(' ', weak)}", Is.EqualTo(expected));
    }

    [Test]
    public void Hops_of_stronger_evidence_are_left_alone() =>
        Assert.That(
            UTurnRuns.Find(ScriptedPath.Of("R1 255/255 | I 254/254 | P1 249/253 | P2 250/252 | E 251/251"), index => index == 2, []),
            Is.Empty);
}
