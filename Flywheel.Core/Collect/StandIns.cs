using System.Text.Json;

namespace Flywheel.Core.Collect;

/// <summary>Members of the metadata that stand in for an absent field of that name.</summary>
internal sealed class StandIns
{
    private readonly List<(Field Field, string Text)> _found = [];

    public bool Any => _found.Count > 0;

    /// <summary>Looks at the top level of the metadata object; takes a copy of the reader.</summary>
    public void Collect(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FieldNames.MatchStandIn(ref reader);
            reader.Read();
            // A string that cannot be decoded is noted when the whole object is walked over.
            if (field != Field.Unknown && reader.TokenType == JsonTokenType.String) Keep(field, ref reader);
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
                case Field.SessionId: item.SessionId ??= JsonText.CheckId(text, "metadata.session_id", errors); break;
                case Field.UserId: item.UserId ??= JsonText.CheckId(text, "metadata.user_id", errors); break;
                case Field.Segment: item.Segment ??= JsonText.CheckId(text, "metadata.segment", errors); break;
                case Field.Experiment: item.Experiment ??= JsonText.CheckId(text, "metadata.experiment", errors); break;
                case Field.Variant: item.Variant ??= JsonText.CheckId(text, "metadata.variant", errors); break;
                case Field.ModelVersion: item.ModelVersion ??= JsonText.CheckId(text, "metadata.model_version", errors); break;
            }
        }
    }

    private void Keep(Field field, ref Utf8JsonReader reader)
    {
        try
        {
            _found.Add((field, reader.GetString()!));
        }
        catch (InvalidOperationException)
        {
        }
    }
}
