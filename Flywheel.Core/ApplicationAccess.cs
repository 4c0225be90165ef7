namespace Flywheel.Core;

/// <summary>The applications that somebody may see: all, those to come included, or certain ones. Equal where the same ones are meant.</summary>
public sealed class ApplicationAccess : IEquatable<ApplicationAccess>
{
    private readonly List<int> _ids;

    private ApplicationAccess(bool isAll, IEnumerable<int> ids) => (IsAll, _ids) = (isAll, [.. ids.Distinct().Order()]);

    /// <summary>Every application, later ones too.</summary>
    public static ApplicationAccess All { get; } = new(true, []);

    /// <summary>Not one.</summary>
    public static ApplicationAccess None { get; } = new(false, []);

    /// <summary>Is nothing left out?</summary>
    public bool IsAll { get; }

    /// <summary>The ids of the applications, rising; empty and without meaning where <see cref="IsAll"/>.</summary>
    public IReadOnlyList<int> Ids => _ids;

    /// <summary>These applications and no others.</summary>
    public static ApplicationAccess Of(params IEnumerable<int> ids) => new(false, ids);

    /// <summary>Is this application among them?</summary>
    public bool Covers(int applicationId) => IsAll || _ids.BinarySearch(applicationId) >= 0;

    /// <summary>Is this application among them? What belongs to all of them (null) tells of every one, and is only for whoever sees all.</summary>
    public bool Covers(int? applicationId) => applicationId is { } id ? Covers(id) : IsAll;

    /// <summary>What is left when only one application is asked for; null asks for all that are seen.</summary>
    public ApplicationAccess Narrowed(int? applicationId) => applicationId is not { } id ? this : Covers(id) ? Of(id) : None;

    /// <inheritdoc/>
    public bool Equals(ApplicationAccess? other) => other is not null && IsAll == other.IsAll && _ids.SequenceEqual(other._ids);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ApplicationAccess);

    /// <inheritdoc/>
    public override int GetHashCode() => _ids.Aggregate(IsAll ? 1 : 0, HashCode.Combine);
}
