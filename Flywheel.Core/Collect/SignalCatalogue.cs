using System.Collections.Frozen;
using System.Text.Json;

namespace Flywheel.Core.Collect;

/// <summary>Every signal type at one moment: the built-in ones and those that admins defined. Immutable.</summary>
public sealed class SignalCatalogue
{
    private readonly FrozenDictionary<string, SignalTypeDefinition> _byName;
    private readonly FrozenDictionary<string, SignalTypeDefinition>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    /// <summary>The built-in types and these.</summary>
    public SignalCatalogue(IEnumerable<SignalTypeDefinition> defined)
    {
        var all = BuiltInTypes.Concat(defined.OrderBy(d => d.Name, StringComparer.Ordinal)).ToList();
        _byName = all.ToFrozenDictionary(d => d.Name, StringComparer.Ordinal);
        _bySpan = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
        Everything = all;
        All = all.FindAll(d => d.RetiredAt is null);
        Retired = all.FindAll(d => d.RetiredAt is not null);
        Names = [.. All.Select(d => d.Name)];
        MustBeOne = $"must be one of {string.Join(", ", Names)}.";
    }

    /// <summary>The built-in types alone.</summary>
    public static SignalCatalogue BuiltIn { get; } = new([]);

    /// <summary>What is, or ever was, accepted; the built-in types first.</summary>
    public IReadOnlyList<SignalTypeDefinition> Everything { get; }

    /// <summary>What is accepted now: the built-in types in the order of the contract, then the defined ones by name.</summary>
    public IReadOnlyList<SignalTypeDefinition> All { get; }

    /// <summary>The names of <see cref="All"/>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What was accepted once, by name.</summary>
    public IReadOnlyList<SignalTypeDefinition> Retired { get; }

    /// <summary>The error for a type that is not accepted; it names those that are.</summary>
    public string MustBeOne { get; }

    private static IEnumerable<SignalTypeDefinition> BuiltInTypes =>
    [
        BuiltInType(SignalType.ThumbsUp, true, SignalDirection.For, 0.7),
        BuiltInType(SignalType.ThumbsDown, true, SignalDirection.Against, 0.7),
        BuiltInType(SignalType.Edit, true, SignalDirection.Against, 0.9),
        BuiltInType(SignalType.Regenerate, false, SignalDirection.Against, 0.4),
        BuiltInType(SignalType.Copy, false, SignalDirection.For, 0.4),
        BuiltInType(SignalType.Abandon, false, SignalDirection.Against, 0.4),
        BuiltInType(SignalType.FollowUp, false, SignalDirection.Against, 0.7),
        BuiltInType(SignalType.Escalation, false, SignalDirection.Against, 0.9),
    ];

    /// <summary>Is a signal of this type accepted now?</summary>
    public bool Known(string name) => DefinitionOf(name) is { RetiredAt: null };

    /// <summary>The type of that name, retired or not; null where there never was one.</summary>
    public SignalTypeDefinition? DefinitionOf(string name) => _byName.GetValueOrDefault(name);

    /// <summary>What a type says of the answer; neutral for one that there never was.</summary>
    public SignalDirection DirectionOf(string name) => DefinitionOf(name)?.Direction ?? SignalDirection.Neutral;

    /// <summary>The type's name for people.</summary>
    public string InWords(string name) => DefinitionOf(name)?.Label ?? SignalType.InWords(name);

    /// <summary>The same types, of which the same are retired? What else there is to say of a type never changes.</summary>
    internal bool IsLike(SignalCatalogue other) => Everything.Select(t => (t.Name, t.RetiredAt)).SequenceEqual(other.Everything.Select(t => (t.Name, t.RetiredAt)));

    /// <summary>The accepted type that the reader's string names, without making a text of it; null where there is none.</summary>
    internal SignalTypeDefinition? Match(ref Utf8JsonReader reader)
    {
        // Each character of a name may come as an escape of six.
        const int longest = 6 * SignalTypeDefinition.MaxName;
        if (reader.HasValueSequence || reader.ValueSpan.Length > longest) return null;
        Span<char> name = stackalloc char[longest];
        try
        {
            return _bySpan.TryGetValue(name[..reader.CopyString(name)], out var found) && found.RetiredAt is null ? found : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate names nothing.
            return null;
        }
    }

    private static SignalTypeDefinition BuiltInType(string name, bool isExplicit, SignalDirection direction, double weight) => new()
    {
        Name = name, Label = SignalType.InWords(name), IsExplicit = isExplicit, Direction = direction, TrainingWeight = weight,
    };
}
