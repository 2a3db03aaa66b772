using System.Text.Json;

namespace Vtnt.Cli;

/// <summary>
/// The config.json of a bundle (OCI runtime-spec 1.0): the least that vtnt-host can measure with. It is nobody with
/// CAP_NET_RAW and can become nothing else, and sees read-only its own files. It stays in the caller's network, and
/// among the caller's processes: identifiers of probes come from the process id, and containers side by side that all
/// had 1 would take each other's replies.
/// </summary>
internal static class ContainerConfig
{
    /// <summary>Nobody, whom no file belongs to.</summary>
    internal const int User = 65534;

    private static readonly string[] CapabilitySets = ["bounding", "effective", "inheritable", "permitted", "ambient"];

    /// <summary>Writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="words">Program and arguments.</param>
    /// <param name="group">The name of a control group for it alone.</param>
    /// <param name="memory">At most so many bytes; null when nothing limits it.</param>
    internal static void Write(string path, IEnumerable<string> words, string group, long? memory)
    {
        using FileStream file = File.Create(path);
        using var json = new Utf8JsonWriter(file);
        json.WriteStartObject();
        json.WriteString("ociVersion", "1.0.2");
        WriteProcess(json, words);
        json.WriteStartObject("root");
        json.WriteString("path", CrunContainer.RootFolder);
        json.WriteBoolean("readonly", true);
        json.WriteEndObject();
        json.WriteStartArray("mounts");
        json.WriteStartObject();
        json.WriteString("destination", "/dev");
        json.WriteString("type", "tmpfs");
        json.WriteString("source", "tmpfs");
        WriteWords(json, "options", ["nosuid", "noexec", "mode=755", "size=64k"]);
        json.WriteEndObject();
        json.WriteEndArray();
        WriteLinux(json, group, memory);
        json.WriteEndObject();
    }

    private static void WriteProcess(Utf8JsonWriter json, IEnumerable<string> words)
    {
        json.WriteStartObject("process");
        json.WriteBoolean("terminal", false);
        json.WriteStartObject("user");
        json.WriteNumber("uid", User);
        json.WriteNumber("gid", User);
        json.WriteEndObject();
        WriteWords(json, "args", words);
        WriteWords(json, "env", []);
        json.WriteString("cwd", "/");
        json.WriteBoolean("noNewPrivileges", true);
        json.WriteStartObject("capabilities");
        foreach (string set in CapabilitySets)
        {
            WriteWords(json, set, ["CAP_NET_RAW"]);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteLinux(Utf8JsonWriter json, string group, long? memory)
    {
        json.WriteStartObject("linux");
        json.WriteStartArray("namespaces");
        foreach (string kind in (ReadOnlySpan<string>)["mount", "ipc", "uts"])
        {
            json.WriteStartObject();
            json.WriteString("type", kind);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (memory is { } limit)
        {
            json.WriteString("cgroupsPath", $"/{group}");
            json.WriteStartObject("resources");
            json.WriteStartObject("memory");
            json.WriteNumber("limit", limit);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteWords(Utf8JsonWriter json, string name, IEnumerable<string> words)
    {
        json.WriteStartArray(name);
        foreach (string word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }
}
