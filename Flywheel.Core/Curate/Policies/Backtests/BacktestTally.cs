using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Curate.Review;

namespace Flywheel.Core.Curate.Policies.Backtests;

/// <summary>One candidate and what both policies make of it.</summary>
internal sealed record JudgedTwice(CandidateFacts Facts, PolicyJudgement Before, PolicyJudgement After)
{
    public bool IsUndecided => Facts.Standing != Standing.Decided;

    /// <summary>Would a reviewer see it?</summary>
    public bool ReviewedBefore => Reviewed(Before);

    /// <summary>Would a reviewer see it?</summary>
    public bool ReviewedAfter => Reviewed(After);

    private bool Reviewed(PolicyJudgement judgement) =>
        judgement.Door == CandidateState.Pending || (judgement.Door == CandidateState.Held && Facts.Standing is Standing.Released or Standing.HalfDecided);
}

/// <summary>Adds up a backtest, candidate by candidate. What it keeps does not grow with their number.</summary>
internal sealed class BacktestTally(CurationJudge before, CurationJudge after, IReadOnlyList<string> ruleNames)
{
    private const int MostSegments = 200;

    private readonly int[][] _bands = [new int[4], new int[4], new int[4], new int[4]];
    private readonly Dictionary<(CandidateState From, CandidateState To), int> _moves = [];
    private readonly Dictionary<(string Application, string? Segment), SegmentTally> _segments = [];
    private readonly (int Matched, int Decided)[] _rules = new (int, int)[ruleNames.Count];
    private readonly QueueTally _queue = new();
    private int _undecided;
    private int _admitted;
    private int _admittedCorrections;

    public int Judged { get; private set; }
    public BacktestNewest EnterTraining { get; } = new();
    public BacktestNewest LeaveTraining { get; } = new();
    public BacktestNewest EnterQueue { get; } = new();
    public BacktestNewest LeaveQueue { get; } = new();

    /// <summary>Judges and adds.</summary>
    public JudgedTwice Add(CandidateFacts facts)
    {
        var judged = new JudgedTwice(facts, before.Judge(facts), after.Judge(facts));
        Judged++;
        _bands[(int)judged.Before.Quality][(int)judged.After.Quality]++;
        foreach (var rule in judged.After.Rules) _rules[rule].Matched++;
        if (judged.After.DecidingRule is { } deciding) _rules[deciding].Decided++;
        if (judged.IsUndecided) AddUndecided(judged);
        AddSegment(judged);
        Sort(judged);
        return judged;
    }

    /// <summary>The result so far; the caller knows the rest of it.</summary>
    public BacktestResult Done(int population) => new()
    {
        Judged = Judged,
        Population = population,
        Undecided = _undecided,
        Bands = _bands,
        Moves = [.. _moves.OrderBy(m => m.Key).Select(m => new StateMove(m.Key.From, m.Key.To, m.Value))],
        Queue = _queue.Done(),
        Segments = [.. _segments.OrderByDescending(s => s.Value.Count).ThenBy(s => s.Key.Application, StringComparer.Ordinal).ThenBy(s => s.Key.Segment, StringComparer.Ordinal)
            .Select(s => s.Value.Done(s.Key.Application, s.Key.Segment))],
        Rules = [.. ruleNames.Select((name, i) => new RuleEffect(name, _rules[i].Matched, _rules[i].Decided))],
    };

    /// <summary>How many would newly enter training data without a review, and how many of those are corrections.</summary>
    public (int All, int Corrections) Admitted => (_admitted, _admittedCorrections);

    private void AddUndecided(JudgedTwice judged)
    {
        _undecided++;
        var move = (judged.Before.Settle(judged.Facts), judged.After.Settle(judged.Facts));
        _moves[move] = _moves.GetValueOrDefault(move) + 1;
        _queue.Add(judged.Facts, judged.Before, judged.After);
    }

    private void AddSegment(JudgedTwice judged)
    {
        var key = (judged.Facts.Application, judged.Facts.Segment);
        if (!_segments.TryGetValue(key, out var segment))
        {
            // A product with a segment a person would fill the memory and tell nobody anything.
            if (_segments.Count >= MostSegments) key = (judged.Facts.Application, "(other)");
            if (!_segments.TryGetValue(key, out segment)) _segments[key] = segment = new();
        }

        segment.Add(judged);
    }

    private void Sort(JudgedTwice judged)
    {
        var (was, @is) = (judged.Before.WouldTrain(judged.Facts), judged.After.WouldTrain(judged.Facts));
        if (!was && @is) EnterTraining.Add(judged);
        if (was && !@is) LeaveTraining.Add(judged);
        if (!judged.ReviewedBefore && judged.ReviewedAfter) EnterQueue.Add(judged);
        if (judged.ReviewedBefore && !judged.ReviewedAfter) LeaveQueue.Add(judged);
        if (judged.After.Door != CandidateState.Approved || judged.Before.Door == CandidateState.Approved) return;
        _admitted++;
        if (judged.Facts.Source == CandidateSource.UserCorrection) _admittedCorrections++;
    }

    private sealed class SegmentTally
    {
        private int _bandMoves;
        private int _reviewBefore;
        private int _reviewAfter;
        private double _scoreBefore;
        private double _scoreAfter;

        public int Count { get; private set; }

        public void Add(JudgedTwice judged)
        {
            Count++;
            _scoreBefore += judged.Before.Score;
            _scoreAfter += judged.After.Score;
            if (judged.Before.Quality != judged.After.Quality) _bandMoves++;
            if (judged.ReviewedBefore) _reviewBefore++;
            if (judged.ReviewedAfter) _reviewAfter++;
        }

        public SegmentEffect Done(string application, string? segment) => new(
            application, segment, Count, _bandMoves, _reviewBefore, _reviewAfter, Math.Round(_scoreBefore / Count, 4), Math.Round(_scoreAfter / Count, 4));
    }
}

/// <summary>A count and the ten newest of what was counted.</summary>
internal sealed class BacktestNewest
{
    private const int Most = 10;
    private readonly PriorityQueue<JudgedTwice, long> _newest = new();

    public int Count { get; private set; }

    /// <summary>The newest first.</summary>
    public IEnumerable<JudgedTwice> Newest => _newest.UnorderedItems.OrderByDescending(i => i.Priority).Select(i => i.Element);

    public void Add(JudgedTwice judged)
    {
        Count++;
        if (_newest.Count < Most) _newest.Enqueue(judged, judged.Facts.Id);
        else _newest.EnqueueDequeue(judged, judged.Facts.Id);
    }
}

/// <summary>The lengths and the first hundred of both queues.</summary>
internal sealed class QueueTally
{
    private const int First = 100;

    // A heap of the best so far with the worst of them on top, hence the reversed order.
    private readonly PriorityQueue<long, (int, int, long)> _before = new(Reversed);
    private readonly PriorityQueue<long, (int, int, long)> _after = new(Reversed);
    private int _lengthBefore;
    private int _lengthAfter;

    private static Comparer<(int, int, long)> Reversed { get; } = Comparer<(int, int, long)>.Create((a, b) => b.CompareTo(a));

    public void Add(CandidateFacts facts, PolicyJudgement before, PolicyJudgement after)
    {
        if (Offer(_before, facts, before)) _lengthBefore++;
        if (Offer(_after, facts, after)) _lengthAfter++;
    }

    public QueueEffect Done()
    {
        var (before, after) = (InOrder(_before), InOrder(_after));
        var stay = before.Intersect(after).ToList();
        var changed = Math.Max(before.Count, after.Count) - stay.Count;
        return new(_lengthBefore, _lengthAfter, changed, Math.Min(First, Math.Max(_lengthBefore, _lengthAfter)), !stay.SequenceEqual(after.Intersect(before)));
    }

    private static List<long> InOrder(PriorityQueue<long, (int, int, long)> first) => [.. first.UnorderedItems.OrderBy(i => i.Priority).Select(i => i.Element)];

    /// <summary>Second opinions come first, then by place and age; see <see cref="QueueOffers"/>.</summary>
    private static bool Offer(PriorityQueue<long, (int, int, long)> first, CandidateFacts facts, PolicyJudgement judgement)
    {
        var state = judgement.Settle(facts);
        if (state is not (CandidateState.Pending or CandidateState.AwaitingSecond)) return false;
        var place = (state == CandidateState.AwaitingSecond ? 0 : 1, judgement.QueueRank, facts.Id);
        if (first.Count < First) first.Enqueue(facts.Id, place);
        else first.EnqueueDequeue(facts.Id, place);
        return true;
    }
}
