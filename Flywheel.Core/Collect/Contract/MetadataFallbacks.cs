using System.Text;
using System.Text.Json;

namespace Flywheel.Core.Collect.Contract;

/// <summary>
/// Members of the metadata that stand in for an absent field of that name: strings, and numbers as they are written there. Of a member
/// that comes twice the last one counts.
/// </summary>
internal sealed class MetadataFallbacks
{
    private readonly Dictionary<Field, string?> _found = [];

    public bool Any => _found.Count > 0;

    /// <summary>Looks at the top level of the metadata object; takes a copy of the reader.</summary>
    public void Collect(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FieldNames.MatchFallback(ref reader);
            reader.Read();
            if (field != Field.Unknown) Keep(field, ref reader);
            reader.Skip();
        }
    }

    /// <summary>Fills the fields that are absent.</summary>
    public void Apply(FeedbackItem item, FieldErrors errors)
    {
        foreach (var (field, text) in _found)
        {
            switch (field)
            {
                case Field.SessionId: item.SessionId ??= Check(text, "metadata.session_id", errors); break;
                case Field.UserId: item.UserId ??= Check(text, "metadata.user_id", errors); break;
                case Field.Segment: item.Segment ??= Check(text, "metadata.segment", errors); break;
                case Field.Experiment: item.Experiment ??= Check(text, "metadata.experiment", errors); break;
                case Field.Variant: item.Variant ??= Check(text, "metadata.variant", errors); break;
                case Field.ModelVersion: item.ModelVersion ??= Check(text, "metadata.model_version", errors); break;
            }
        }
    }

    private static string? Check(string? text, string field, FieldErrors errors)
    {
        if (text is not null) return JsonText.CheckId(text, field, errors);
        errors.Add(field, "must be a string or a number: it stands in for the field of that name.");
        return null;
    }

    /// <summary>Null stands for a value that is neither. A string that cannot be decoded is noted when the whole object is walked over.</summary>
    private void Keep(Field field, ref Utf8JsonReader reader)
    {
        try
        {
            if (reader.TokenType == JsonTokenType.Null) _found.Remove(field);
            else if (reader.TokenType == JsonTokenType.String) _found[field] = reader.GetString()!;
            else _found[field] = reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : null;
        }
        catch (InvalidOperationException)
        {
        }
    }
}
