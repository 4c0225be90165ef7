using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Curate.Review;

namespace Flywheel.Core.Curate.Policies.Backtests;

/// <summary>One candidate and what both policies make of it.</summary>
internal sealed record EvaluatedTwice(CandidateFacts Facts, PolicyEvaluation Before, PolicyEvaluation After)
{
    public bool IsUndecided => Facts.DecisionStatus != DecisionStatus.Decided;

    /// <summary>Would a reviewer see it?</summary>
    public bool ReviewedBefore => Reviewed(Before);

    /// <summary>Would a reviewer see it?</summary>
    public bool ReviewedAfter => Reviewed(After);

    private bool Reviewed(PolicyEvaluation evaluation) =>
        evaluation.TargetState == CandidateState.Pending || (evaluation.TargetState == CandidateState.Held && Facts.DecisionStatus is DecisionStatus.Released or DecisionStatus.HalfDecided);
}

/// <summary>Adds up a backtest, candidate by candidate. What it keeps does not grow with their number.</summary>
internal sealed class BacktestCounts(PolicyEvaluator before, PolicyEvaluator after, IReadOnlyList<string> ruleNames)
{
    private const int MostSegments = 200;

    private readonly int[][] _bands = [new int[4], new int[4], new int[4], new int[4]];
    private readonly Dictionary<(CandidateState From, CandidateState To), int> _moves = [];
    private readonly Dictionary<(string Application, string? Segment), SegmentCounter> _segments = [];
    private readonly (int Matched, int Decided)[] _rules = new (int, int)[ruleNames.Count];
    private readonly QueueCounter _queue = new();
    private int _undecided;
    private int _admitted;
    private int _admittedCorrections;

    public int Evaluated { get; private set; }
    public BacktestNewest EnterTraining { get; } = new();
    public BacktestNewest LeaveTraining { get; } = new();
    public BacktestNewest EnterQueue { get; } = new();
    public BacktestNewest LeaveQueue { get; } = new();

    /// <summary>Judges and adds.</summary>
    public EvaluatedTwice Add(CandidateFacts facts)
    {
        var evaluated = new EvaluatedTwice(facts, before.Evaluate(facts), after.Evaluate(facts));
        Evaluated++;
        _bands[(int)evaluated.Before.Quality][(int)evaluated.After.Quality]++;
        foreach (var rule in evaluated.After.Rules) _rules[rule].Matched++;
        if (evaluated.After.DecidingRule is { } deciding) _rules[deciding].Decided++;
        if (evaluated.IsUndecided) AddUndecided(evaluated);
        AddSegment(evaluated);
        Sort(evaluated);
        return evaluated;
    }

    /// <summary>The result so far; the caller knows the rest of it.</summary>
    public BacktestResult Done(int population) => new()
    {
        Evaluated = Evaluated,
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

    private void AddUndecided(EvaluatedTwice evaluated)
    {
        _undecided++;
        var move = (evaluated.Before.Settle(evaluated.Facts), evaluated.After.Settle(evaluated.Facts));
        _moves[move] = _moves.GetValueOrDefault(move) + 1;
        _queue.Add(evaluated.Facts, evaluated.Before, evaluated.After);
    }

    private void AddSegment(EvaluatedTwice evaluated)
    {
        var key = (evaluated.Facts.Application, evaluated.Facts.Segment);
        if (!_segments.TryGetValue(key, out var segment))
        {
            // A product with a segment a person would fill the memory and tell nobody anything.
            if (_segments.Count >= MostSegments) key = (evaluated.Facts.Application, "(other)");
            if (!_segments.TryGetValue(key, out segment)) _segments[key] = segment = new();
        }

        segment.Add(evaluated);
    }

    private void Sort(EvaluatedTwice evaluated)
    {
        var (was, @is) = (evaluated.Before.WouldTrain(evaluated.Facts), evaluated.After.WouldTrain(evaluated.Facts));
        if (!was && @is) EnterTraining.Add(evaluated);
        if (was && !@is) LeaveTraining.Add(evaluated);
        if (!evaluated.ReviewedBefore && evaluated.ReviewedAfter) EnterQueue.Add(evaluated);
        if (evaluated.ReviewedBefore && !evaluated.ReviewedAfter) LeaveQueue.Add(evaluated);
        if (evaluated.After.TargetState != CandidateState.Approved || evaluated.Before.TargetState == CandidateState.Approved) return;
        _admitted++;
        if (evaluated.Facts.Source == CandidateSource.UserCorrection) _admittedCorrections++;
    }

    private sealed class SegmentCounter
    {
        private int _bandMoves;
        private int _reviewBefore;
        private int _reviewAfter;
        private double _scoreBefore;
        private double _scoreAfter;

        public int Count { get; private set; }

        public void Add(EvaluatedTwice evaluated)
        {
            Count++;
            _scoreBefore += evaluated.Before.Score;
            _scoreAfter += evaluated.After.Score;
            if (evaluated.Before.Quality != evaluated.After.Quality) _bandMoves++;
            if (evaluated.ReviewedBefore) _reviewBefore++;
            if (evaluated.ReviewedAfter) _reviewAfter++;
        }

        public SegmentEffect Done(string application, string? segment) => new(
            application, segment, Count, _bandMoves, _reviewBefore, _reviewAfter, Math.Round(_scoreBefore / Count, 4), Math.Round(_scoreAfter / Count, 4));
    }
}

/// <summary>A count and the ten newest of what was counted.</summary>
internal sealed class BacktestNewest
{
    private const int Most = 10;
    private readonly PriorityQueue<EvaluatedTwice, long> _newest = new();

    public int Count { get; private set; }

    /// <summary>The newest first.</summary>
    public IEnumerable<EvaluatedTwice> Newest => _newest.UnorderedItems.OrderByDescending(i => i.Priority).Select(i => i.Element);

    public void Add(EvaluatedTwice evaluated)
    {
        Count++;
        if (_newest.Count < Most) _newest.Enqueue(evaluated, evaluated.Facts.Id);
        else _newest.EnqueueDequeue(evaluated, evaluated.Facts.Id);
    }
}

/// <summary>The lengths and the first hundred of both queues.</summary>
internal sealed class QueueCounter
{
    private const int First = 100;

    // A heap of the best so far with the worst of them on top, hence the reversed order.
    private readonly PriorityQueue<long, (int, int, long)> _before = new(Reversed);
    private readonly PriorityQueue<long, (int, int, long)> _after = new(Reversed);
    private int _lengthBefore;
    private int _lengthAfter;

    private static Comparer<(int, int, long)> Reversed { get; } = Comparer<(int, int, long)>.Create((a, b) => b.CompareTo(a));

    public void Add(CandidateFacts facts, PolicyEvaluation before, PolicyEvaluation after)
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
    private static bool Offer(PriorityQueue<long, (int, int, long)> first, CandidateFacts facts, PolicyEvaluation evaluation)
    {
        var state = evaluation.Settle(facts);
        if (state is not (CandidateState.Pending or CandidateState.AwaitingSecond)) return false;
        var place = (state == CandidateState.AwaitingSecond ? 0 : 1, evaluation.QueueRank, facts.Id);
        if (first.Count < First) first.Enqueue(facts.Id, place);
        else first.EnqueueDequeue(facts.Id, place);
        return true;
    }
}
