using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Vtnt.Cli.Tests.Release;

/// <summary>The packages, and a stranger's project that is built from them alone.</summary>
[Category("Release")]
public sealed class PackageTests
{
    private static readonly string[] Libraries = ["Vtnt.Lab", "Vtnt.Mpls", "Vtnt.Probing", "Vtnt.Probing.Pcap", "Vtnt.Warts"];

    private string _folder = "";
    private string _version = "";

    [OneTimeSetUp]
    public void Pack()
    {
        _folder = Directory.CreateTempSubdirectory("vtnt-packages-").FullName;
        foreach (string library in Libraries)
        {
            Tool.Dotnet(Repository.Root, "pack", $"src/{library}", "-c", "Release", "--no-build", "-v", "q", "-o", Feed);
        }

        const string First = "Vtnt.Lab.";
        _version = Path.GetFileNameWithoutExtension(Directory.GetFiles(Feed, First + "*.nupkg").Single())[First.Length..];
    }

    [OneTimeTearDown]
    public void Delete_the_packages() => Directory.Delete(_folder, recursive: true);

    private string Feed => Path.Combine(_folder, "feed");

    [TestCaseSource(nameof(Libraries))]
    public void Says_what_it_is(string library)
    {
        using ZipArchive package = Open(library);
        using Stream nuspec = package.GetEntry(library + ".nuspec")!.Open();
        XElement metadata = XDocument.Load(nuspec).Root!.Elements().First();

        Assert.That(Value(metadata, "description"), Has.Length.GreaterThan(20));
        Assert.That(Value(metadata, "license"), Is.EqualTo("MIT"));
        Assert.That(Value(metadata, "readme"), Is.EqualTo("README.md"));
        Assert.That(Value(metadata, "tags"), Does.Contain("mpls"));
        Assert.That(package.GetEntry("README.md"), Is.Not.Null);
        Assert.That(Value(metadata, "icon"), Is.EqualTo("icon.png"));
        Assert.That(package.GetEntry("icon.png"), Is.Not.Null);
        Assert.That(package.GetEntry($"lib/net10.0/{library}.xml"), Is.Not.Null, "documentation");
    }

    [TestCase("Vtnt.Lab", "Vtnt.Probing")]
    [TestCase("Vtnt.Mpls", "Vtnt.Probing")]
    [TestCase("Vtnt.Probing", "")]
    [TestCase("Vtnt.Probing.Pcap", "PacketDotNet SharpPcap Vtnt.Probing")]
    [TestCase("Vtnt.Warts", "Vtnt.Probing")]
    public void Needs_no_more_than(string library, string others)
    {
        using ZipArchive package = Open(library);
        using Stream nuspec = package.GetEntry(library + ".nuspec")!.Open();
        IEnumerable<string> found = XDocument.Load(nuspec).Descendants()
            .Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value).Order();

        Assert.That(string.Join(' ', found), Is.EqualTo(others));
    }

    [TestCaseSource(nameof(Libraries))]
    public void Carries_its_symbols(string library)
    {
        using ZipArchive package = Open(library);
        using var assembly = new MemoryStream();
        using (Stream entry = package.GetEntry($"lib/net10.0/{library}.dll")!.Open())
        {
            entry.CopyTo(assembly);
        }

        assembly.Position = 0;
        using var reader = new PEReader(assembly);
        Assert.That(reader.ReadDebugDirectory().Select(entry => entry.Type), Does.Contain(DebugDirectoryEntryType.EmbeddedPortablePdb));
    }

    [Test]
    public void Symbols_point_at_the_source_of_the_commit()
    {
        string clone = Path.Combine(_folder, "clone");
        (int exit, string output) = Tool.Start(Repository.Root, "git", "-c", "safe.directory=*", "clone", "-q", ".", clone);
        if (exit != 0)
        {
            Assert.Ignore($"The commit can be asked only for a clone, and this is none: {output}");
        }

        Tool.Start(clone, "git", "remote", "set-url", "origin", "https://github.com/example/vtnt.git");
        string commit = Tool.Start(clone, "git", "rev-parse", "HEAD").Output.Trim();
        Tool.Dotnet(clone, "msbuild", "src/Vtnt.Probing", "-restore", "-v:q", "-p:Configuration=Release", "-t:PrepareForBuild;GenerateSourceLinkFile");

        string link = Directory.GetFiles(clone, "Vtnt.Probing.sourcelink.json", SearchOption.AllDirectories).Single();
        Assert.That(File.ReadAllText(link), Does.Contain($"https://raw.githubusercontent.com/example/vtnt/{commit}/*"));
    }

    [Test]
    public void The_example_builds_from_the_packages_and_runs_also_ahead_of_time()
    {
        string project = WriteProject();
        Tool.Dotnet(project, "build", "-c", "Release", "-v", "q");
        AssertPrints(Path.Combine(project, "bin/Release/net10.0/example"));

        Tool.RequireLinker();
        string output = Tool.Dotnet(project, "publish", "-c", "Release", "-r", "linux-x64", "-v", "q", "-o", "published");
        Assert.That(output, Does.Not.Contain("warning").IgnoreCase);
        AssertPrints(Path.Combine(project, "published/example"));
    }

    /// <summary>
    /// An empty console project that knows nothing of the repository. Our packages come from the feed alone, into a folder
    /// of their own; all others are those that building the repository has brought.
    /// </summary>
    private string WriteProject()
    {
        string project = Directory.CreateDirectory(Path.Combine(_folder, "example")).FullName;
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(home, ".nuget", "packages");
        IEnumerable<string> references = Libraries.Select(library => $"""<PackageReference Include="{library}" Version="[{_version}]" />""");
        File.WriteAllText(Path.Combine(project, "example.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <PublishAot>true</PublishAot>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <RestorePackagesPath>{Path.Combine(_folder, "installed")}</RestorePackagesPath>
                <RestoreFallbackFolders>{packages}</RestoreFallbackFolders>
                <RestoreSources>{Feed}</RestoreSources>
              </PropertyGroup>
              <ItemGroup>{string.Concat(references)}</ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(project, "Program.cs"), Readme.Example());
        return project;
    }

    private ZipArchive Open(string library) => ZipFile.OpenRead(Path.Combine(Feed, $"{library}.{_version}.nupkg"));

    private static string? Value(XElement metadata, string name) =>
        metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

    private static void AssertPrints(string program) =>
        Assert.That(Tool.Start(Repository.Root, program), Is.EqualTo((0, Readme.Output())));
}
