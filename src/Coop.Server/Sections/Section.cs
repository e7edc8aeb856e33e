using System.Globalization;
using System.Reflection;
using Coop.Engine.Problems;

namespace Coop.Server.Sections;

/// <summary>A section of the configuration as an object, with all that is wrong in it told at once.</summary>
internal static class Section
{
    /// <param name="mistakes">What is wrong with values that can be read, a sentence each.</param>
    /// <exception cref="SectionMistakeException">Something is.</exception>
    public static T Read<T>(IConfiguration configuration, string name, Func<T, IEnumerable<string>> mistakes)
        where T : class, new()
    {
        var section = configuration.GetSection(name);
        List<string> wrong = [.. Unknown<T>(section), .. Unreadable<T>(section)];
        if (wrong.Count > 0)
        {
            throw new SectionMistakeException(wrong);
        }

        var options = section.Get<T>() ?? new T();
        wrong.AddRange(mistakes(options));
        return wrong.Count == 0 ? options : throw new SectionMistakeException(wrong);
    }

    /// <summary>What nobody reads would leave an operator in the belief that it is in force.</summary>
    private static IEnumerable<string> Unknown<T>(IConfigurationSection section)
    {
        List<string> known = [.. Settable<T>().Select(property => property.Name)];
        if (!string.IsNullOrEmpty(section.Value))
        {
            yield return $"{section.Key} is a section: name a setting in it, such as {section.Key}__{known[0]}.";
        }

        foreach (var name in known.Where(name => section.GetSection(name).GetChildren().Any()))
        {
            yield return $"{section.Key}__{name} is one value, and there is nothing below it.";
        }

        foreach (var name in section.GetChildren().Select(child => child.Key).Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            var near = DidYouMean.Find(name, known);
            yield return $"{section.Key}__{name} is no setting.{(near is null ? $" There are {string.Join(", ", known)}." : $" Did you mean {section.Key}__{near}?")}";
        }
    }

    private static IEnumerable<PropertyInfo> Settable<T>() => typeof(T).GetProperties().Where(property => property.CanWrite);

    private static IEnumerable<string> Unreadable<T>(IConfigurationSection section)
        where T : class, new()
    {
        var usual = new T();
        foreach (var property in Settable<T>())
        {
            if (section[property.Name] is { } text && What(property.PropertyType, text) is { } what)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture, $"{section.Key}__{property.Name} is '{text}', which cannot be read as {what}: give one such as {property.GetValue(usual)}, or leave it out.");
            }
        }
    }

    /// <returns>What the text should be and is not; null when it is.</returns>
    private static string? What(Type type, string text) => Type.GetTypeCode(type) switch
    {
        TypeCode.Int32 => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) ? null : "a whole number",
        TypeCode.Int64 => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) ? null : "a whole number",
        _ when type == typeof(TimeSpan) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _) ? null : "a time of days.hours:minutes:seconds",
        _ => throw new NotSupportedException($"A section has no values of type {type}."),
    };
}
