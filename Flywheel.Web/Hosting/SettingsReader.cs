using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Flywheel.Core.Operations;

namespace Flywheel.Web.Hosting;

/// <summary>
/// Fills options classes property by property, so that one wrong value does not hide the next, and no value, which may
/// be a secret, gets into a message.
/// </summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    internal List<string> Errors { get; } = [];

    /// <summary>Fills an instance from a section; what is absent or faulty keeps its default.</summary>
    internal object Read(string section, Type type)
    {
        var options = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(p => p.CanWrite)) Read($"{section}:{property.Name}", property, options);
        return options;
    }

    private void Read(string key, PropertyInfo property, object options)
    {
        if (configuration[key] is not { Length: > 0 } text) return;
        if (TryConvert(text, property.PropertyType, out var value) && property.GetCustomAttributes<ValidationAttribute>().All(rule => rule.IsValid(value)))
            property.SetValue(options, value);
        else
            Errors.Add($"{key} must be {Form(property)}.");
    }

    private static bool TryConvert(string text, Type type, out object? value)
    {
        value = null;
        try
        {
            value = TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, text);
            return value is not Uri { IsAbsoluteUri: false } and not Uri { Scheme: not ("http" or "https") };
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }

    private static string Form(PropertyInfo property)
    {
        if (property.GetCustomAttribute<DaysKeptAttribute>() is { } days) return days.FormatErrorMessage(property.Name);
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var form = type switch
        {
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(int) || type == typeof(long) => "a whole number",
            _ when type == typeof(double) => "a number",
            _ when type == typeof(Uri) => "an address such as http://localhost:4317",
            _ when type == typeof(TimeSpan) => "a time span such as 00:15:00",
            _ when type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(type))}",
            _ => "a text",
        };
        return property.GetCustomAttribute<RangeAttribute>() is { } range
            ? string.Create(CultureInfo.InvariantCulture, $"{form} from {range.Minimum} to {range.Maximum}")
            : form;
    }
}
