namespace Vtnt.Host.Tests;

/// <summary>The program as <c>./vtnt-image</c> publishes it, made when the first test asks for it.</summary>
[SetUpFixture]
internal sealed class PublishedHost
{
    private static readonly Lazy<string> Image = new(Make);

    /// <summary>The folder with all that <c>./vtnt-image</c> makes; where it cannot be made or jailed, the test is skipped.</summary>
    internal static string Folder
    {
        get
        {
            Jailed.RequireJail();
            Jailed.RequireClang();
            return Image.Value;
        }
    }

    /// <summary>The program.</summary>
    internal static string Program => Path.Combine(Folder, "vtnt-host");

    [OneTimeTearDown]
    public void Delete_the_image()
    {
        if (Image.IsValueCreated)
        {
            Directory.Delete(Image.Value, recursive: true);
        }
    }

    private static string Make()
    {
        string folder = Directory.CreateTempSubdirectory("vtnt-image-").FullName;
        (int exit, string output) = Jailed.Start(Path.Combine(Jailed.Root, "vtnt-image"), "--output", folder);
        Assert.That(exit, Is.Zero, output);
        return folder;
    }
}
