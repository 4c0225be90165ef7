using System.Text.Json;
using System.Text.Json.Serialization;
using Flywheel.Core.Curate.Candidates;

namespace Flywheel.Core.Curate.Policies.Backtests;

/// <summary>What a draft of the curation policy would have made of the past, beside what the policy in force makes of it.</summary>
public sealed record BacktestResult
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The version that the draft is compared with.</summary>
    public int Against { get; init; }

    /// <summary>How many days back.</summary>
    public int Days { get; init; }

    /// <summary>The position of the signal feed: later signals do not count.</summary>
    public long Position { get; init; }
    public DateTime At { get; init; }

    /// <summary>How long it took, seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>How many candidates were evaluated by both.</summary>
    [JsonPropertyName("judged")]
    public int Evaluated { get; init; }

    /// <summary>How many there are in those days; more than <see cref="Evaluated"/> for a sample.</summary>
    public int Population { get; init; }

    /// <summary>Of those evaluated, how many no person decided: applying the draft changes these.</summary>
    public int Undecided { get; init; }

    /// <summary>Candidates by band, <c>[before][after]</c>, low to very high.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Bands { get; init; } = [];

    /// <summary>What no person decided, by where it would be under both.</summary>
    public IReadOnlyList<StateMove> Moves { get; init; } = [];

    /// <summary>Would be in training data under the draft alone, had it been in force from the start.</summary>
    public BacktestGroup EnterTraining { get; init; } = BacktestGroup.Empty;

    /// <summary>Would be in training data under the policy in force alone.</summary>
    public BacktestGroup LeaveTraining { get; init; } = BacktestGroup.Empty;

    /// <summary>Would come to the reviewers under the draft alone.</summary>
    public BacktestGroup EnterQueue { get; init; } = BacktestGroup.Empty;

    /// <summary>Would come to the reviewers under the policy in force alone.</summary>
    public BacktestGroup LeaveQueue { get; init; } = BacktestGroup.Empty;
    public QueueEffect Queue { get; init; } = new(0, 0, 0, 0);

    /// <summary>By application and segment, the largest first.</summary>
    public IReadOnlyList<SegmentEffect> Segments { get; init; } = [];

    /// <summary>The draft's rules in their order.</summary>
    public IReadOnlyList<RuleEffect> Rules { get; init; } = [];

    /// <summary>What is drastic, in words.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Was only a part of the candidates evaluated?</summary>
    [JsonIgnore]
    public bool IsSample => Evaluated < Population;

    /// <summary>How many candidates change their band.</summary>
    [JsonIgnore]
    public int BandMoves => Bands.Select((row, from) => row.Where((_, to) => to != from).Sum()).Sum();

    /// <summary>The stored form.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>The same without the names of these segments of an application.</summary>
    public BacktestResult Without(string application, IReadOnlyCollection<string> segments)
    {
        string? Kept(string of, string? segment) => of == application && segment is not null && segments.Contains(segment) ? null : segment;
        BacktestGroup Cleared(BacktestGroup group) => group with { Examples = [.. group.Examples.Select(e => e with { Segment = Kept(e.Application, e.Segment) })] };
        return this with
        {
            EnterTraining = Cleared(EnterTraining), LeaveTraining = Cleared(LeaveTraining), EnterQueue = Cleared(EnterQueue), LeaveQueue = Cleared(LeaveQueue),
            Segments = [.. Segments.Select(s => s with { Segment = Kept(s.Application, s.Segment) })],
        };
    }

    /// <summary>Reads the stored form.</summary>
    public static BacktestResult Parse(string json) => JsonSerializer.Deserialize<BacktestResult>(json, Json) ?? new();
}

/// <summary>Candidates that would be in one state under the policy in force and in another under the draft.</summary>
public sealed record StateMove(CandidateState From, CandidateState To, int Count);

/// <summary>How many, with at most ten of them, the newest.</summary>
public sealed record BacktestGroup(int Count, IReadOnlyList<BacktestExample> Examples)
{
    public static BacktestGroup Empty { get; } = new(0, []);
}

/// <summary>
/// One candidate under both policies. Its texts are not kept with it, so that erasing them has nothing to look for here; see
/// <see cref="BacktestTexts"/>.
/// </summary>
/// <param name="Rule">The draft's rule that decided it; null where none did.</param>
public sealed record BacktestExample(
    long Id, string Application, string? Segment, CandidateSource Source, SideOfExample Before, SideOfExample After, string? Rule);

/// <summary>One policy's view of an example.</summary>
public sealed record SideOfExample(CandidateState State, Quality Quality, double Score, IReadOnlyList<ScorePart> Parts);

/// <summary>The queue of what waits for reviewers.</summary>
/// <param name="FirstChanged">How many of the first <paramref name="FirstOf"/> leave it, or come into it, whichever are more.</param>
/// <param name="FirstOf">100, or the queue's length where that is less.</param>
/// <param name="Reordered">Do those that stay among the first change places?</param>
public sealed record QueueEffect(int Before, int After, int FirstChanged, int FirstOf, bool Reordered = false);

/// <summary>A segment under both policies.</summary>
/// <param name="Segment">Null for what has none.</param>
/// <param name="ReviewBefore">How many would come to reviewers, or came.</param>
/// <param name="ScoreBefore">The mean score, 0 to 1.</param>
public sealed record SegmentEffect(
    string Application, string? Segment, int Count, int BandMoves, int ReviewBefore, int ReviewAfter, double ScoreBefore, double ScoreAfter);

/// <summary>What a rule of the draft met.</summary>
/// <param name="Matched">Candidates that it matched.</param>
/// <param name="Decided">Of those, rejected or held by it.</param>
public sealed record RuleEffect(string Name, int Matched, int Decided);
