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

    /// <summary>The program in one of its <see cref="Form"/>s; the test is skipped where that form cannot be linked.</summary>
    internal static string Program(string form)
    {
        if (form == Form.Musl && !HasMusl)
        {
            Assert.Ignore("Linking with musl's C library needs the package musl-dev.");
        }

        return Path.Combine(Folder, form);
    }

    /// <summary>What <c>./vtnt-image</c> is told: to make every form that can be linked here.</summary>
    internal static string[] Options => HasMusl ? ["--musl"] : [];

    private static bool HasMusl => File.Exists("/usr/lib/x86_64-linux-musl/rcrt1.o");

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
        (int exit, string output) = Jailed.Start(Path.Combine(Jailed.Root, "vtnt-image"), [.. Options, "--output", folder]);
        Assert.That(exit, Is.Zero, output);
        return folder;
    }
}
