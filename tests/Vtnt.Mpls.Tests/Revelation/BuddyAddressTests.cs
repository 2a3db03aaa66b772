using Vtnt.Probing;

namespace Vtnt.Mpls.Tests;

[TestFixture]
public sealed class BuddyAddressTests
{
    [TestCase("20.0.5.4", true, "20.0.5.4", "20.0.5.5", null)]
    [TestCase("20.0.5.5", false, "20.0.5.4", "20.0.5.4", "20.0.5.6")]
    [TestCase("20.0.5.6", false, "20.0.5.4", "20.0.5.7", "20.0.5.5")]
    [TestCase("20.0.5.7", true, "20.0.5.4", "20.0.5.6", null)]
    [TestCase("20.0.5.255", true, "20.0.5.252", "20.0.5.254", null)]
    [TestCase("2001:db8::1", false, "2001:db8::", "2001:db8::", "2001:db8::2")]
    [TestCase("2001:db8::f", true, "2001:db8::c", "2001:db8::e", null)]
    public void Partner_is_the_other_end_of_the_link(string address, bool isOuter, string blockStart, string slash31, string? slash30)
    {
        var own = HostAddress.Parse(address);
        Assert.That(BuddyAddress.IsOuter(own), Is.EqualTo(isOuter));
        Assert.That(BuddyAddress.BlockStart(own).ToString(), Is.EqualTo(blockStart));
        Assert.That(BuddyAddress.InSlash31(own).ToString(), Is.EqualTo(slash31));
        if (slash30 is not null)
        {
            Assert.That(BuddyAddress.InSlash30(own).ToString(), Is.EqualTo(slash30));
        }
    }
}
