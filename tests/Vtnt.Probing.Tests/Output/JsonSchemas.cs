using System.Text.Json;
using System.Text.RegularExpressions;

namespace Vtnt.Probing.Tests;

/// <summary>
/// Checks documents against docs/schema, as far as those files use JSON Schema: $ref, type, const, enum, minimum,
/// maximum, pattern, items, required, properties and additionalProperties. An unknown keyword is an error.
/// </summary>
internal static class JsonSchemas
{
    /// <summary>Everything that contradicts the schema file, with its place in the document; empty when nothing does.</summary>
    internal static IReadOnlyList<string> Check(string file, string document)
    {
        using JsonDocument parsed = JsonDocument.Parse(document);
        List<string> problems = [];
        Check(file, Load(file), parsed.RootElement, "$", problems);
        return problems;
    }

    private static JsonElement Load(string file)
    {
        using Stream stream = typeof(JsonSchemas).Assembly.GetManifestResourceStream(file)
            ?? throw new FileNotFoundException($"docs/schema/{file} is not embedded.");
        return JsonDocument.Parse(stream).RootElement;
    }

    private static void Check(string file, JsonElement schema, JsonElement value, string place, List<string> problems)
    {
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            JsonElement wanted = keyword.Value;
            bool holds = keyword.Name switch
            {
                "type" => IsOfType(value, wanted.GetString()!),
                "const" => JsonElement.DeepEquals(value, wanted),
                "enum" => wanted.EnumerateArray().Any(w => JsonElement.DeepEquals(w, value)),
                "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= wanted.GetDouble(),
                "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= wanted.GetDouble(),
                "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, wanted.GetString()!),
                "required" => value.ValueKind != JsonValueKind.Object || wanted.EnumerateArray().All(w => value.TryGetProperty(w.GetString()!, out _)),
                "additionalProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(m => schema.GetProperty("properties").TryGetProperty(m.Name, out _)),
                "$schema" or "$id" or "$defs" or "title" or "description" or "$ref" or "items" or "properties" => true,
                _ => throw new NotSupportedException($"keyword {keyword.Name}"),
            };
            if (!holds)
            {
                problems.Add($"{place}: {keyword.Name}");
            }
        }

        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            CheckReferred(file, reference.GetString()!, value, place, problems);
        }

        CheckChildren(file, schema, value, place, problems);
    }

    private static void CheckChildren(string file, JsonElement schema, JsonElement value, string place, List<string> problems)
    {
        if (schema.TryGetProperty("items", out JsonElement items) && value.ValueKind == JsonValueKind.Array)
        {
            int index = 0;
            foreach (JsonElement item in value.EnumerateArray())
            {
                Check(file, items, item, $"{place}[{index++}]", problems);
            }
        }

        if (schema.TryGetProperty("properties", out JsonElement members) && value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in value.EnumerateObject())
            {
                if (members.TryGetProperty(member.Name, out JsonElement memberSchema))
                {
                    Check(file, memberSchema, member.Value, $"{place}.{member.Name}", problems);
                }
            }
        }
    }

    private static void CheckReferred(string file, string reference, JsonElement value, string place, List<string> problems)
    {
        string[] parts = reference.Split('#');
        string target = parts[0].Length > 0 ? parts[0] : file;
        JsonElement schema = Load(target);
        foreach (string step in parts.Length > 1 ? parts[1].Split('/', StringSplitOptions.RemoveEmptyEntries) : [])
        {
            schema = schema.GetProperty(step);
        }

        Check(target, schema, value, place, problems);
    }

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new NotSupportedException($"type {type}"),
    };
}
