using System.Collections.Concurrent;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Core.Curate.Policies.Evaluation;

/// <summary>
/// Judges candidates by one policy: the same code when they come in, when a new policy comes into force, and in a backtest.
/// A function of the facts alone. Safe to use from several threads.
/// </summary>
public sealed class PolicyEvaluator
{
    /// <summary>The tag of candidates that were chosen at random.</summary>
    public const string RandomTag = "random";

    /// <summary>More than any rank is apart from another one.</summary>
    private const int Front = 100_000;

    private readonly CurationPolicy _policy;
    private readonly (CurationRule Rule, Func<RuleInput, bool> Matches)[] _rules;
    private readonly ConcurrentDictionary<ulong, CurationPolicy> _overridden = new();

    /// <summary>Compiles a valid policy.</summary>
    public PolicyEvaluator(NumberedPolicy policy, SignalCatalogue types)
    {
        (Number, _policy, Types) = (policy.Number, policy.Policy, types);
        _rules = [.. _policy.Rules.Select(r => (r, RuleCompiler.Compile(r)))];
        var fields = _policy.Rules.SelectMany(r => r.Any).SelectMany(g => g.All).Select(c => c.Field).ToHashSet();
        NeedsTexts = fields.Any(RuleFields.IsOfText);
        NeedsContributors = fields.Any(RuleFields.IsOfContributor);
    }

    /// <summary>The policy's version.</summary>
    public int Number { get; }

    /// <summary>The signal types that count.</summary>
    public SignalCatalogue Types { get; }

    /// <summary>Does a rule look at texts?</summary>
    public bool NeedsTexts { get; }

    /// <summary>Does a rule look at contributors' histories?</summary>
    public bool NeedsContributors { get; }

    /// <summary>The policy as it is where the candidate comes from.</summary>
    public CurationPolicy PolicyFor(CandidateFacts facts)
    {
        if (_policy.Overrides.Count == 0) return _policy;
        // At most fifty overrides: one bit each.
        var applying = 0UL;
        for (var i = 0; i < _policy.Overrides.Count; i++)
            if (_policy.Overrides[i].AppliesTo(facts.Application, facts.Segment)) applying |= 1UL << i;
        return applying == 0 ? _policy : _overridden.GetOrAdd(applying, static (_, f) => f.Policy.For(f.Application, f.Segment), (Policy: _policy, facts.Application, facts.Segment));
    }

    /// <summary>What the policy makes of it.</summary>
    public PolicyEvaluation Evaluate(CandidateFacts facts)
    {
        var policy = PolicyFor(facts);
        var score = Scoring.Sum(policy, Types, facts.Source, facts.Signals, Warnings(policy, facts));
        var run = new RuleRun(policy, facts, score);
        for (var i = 0; i < _rules.Length && !run.IsOver; i++)
        {
            if (_rules[i].Matches(run.Input)) run.Meet(i, _rules[i].Rule);
        }

        return run.Done(_policy.RandomShare);
    }

    /// <summary>The score in its parts.</summary>
    public ScoreCard Card(CandidateFacts facts)
    {
        var policy = PolicyFor(facts);
        return Scoring.Score(policy, Types, facts.Source, facts.Signals, Warnings(policy, facts));
    }

    /// <summary>The names of rules by their places.</summary>
    public IReadOnlyList<string> Names(IEnumerable<int> rules) => [.. rules.Select(i => _policy.Rules[i].Name)];

    private static int Warnings(CurationPolicy policy, CandidateFacts facts)
    {
        var count = 0;
        foreach (var finding in facts.Findings)
            if (policy.ActionFor(finding.Kind, finding.Score) is FindingAction.Warn or FindingAction.Hold) count += finding.Count;
        return count;
    }

    /// <summary>One candidate on its way past the rules.</summary>
    private sealed class RuleRun
    {
        private readonly CandidateFacts _facts;
        private readonly CurationPolicy _policy;
        private readonly List<string> _tags = [];
        private readonly List<int> _met = [];
        private readonly FindingCount? _worst;
        private CandidateState _door;
        private RejectReason? _reason;
        private int? _deciding;
        private bool _front;
        private bool _two;

        public RuleRun(CurationPolicy policy, CandidateFacts facts, double score)
        {
            (_policy, _facts) = (policy, facts);
            Input = new(facts, score, policy.BandOf(score));
            foreach (var finding in facts.Findings)
                if (_worst is not { } worst || policy.ActionFor(finding.Kind, finding.Score) > policy.ActionFor(worst.Kind, worst.Score)) _worst = finding;
            _door = WorstAction switch
            {
                FindingAction.Reject => CandidateState.Rejected,
                FindingAction.Hold => CandidateState.Held,
                _ => CandidateState.Pending,
            };
            if (_door == CandidateState.Rejected) _reason = FindingReasons.For(_worst!.Value.Kind);
        }

        public RuleInput Input { get; }

        public bool IsOver { get; private set; }

        private FindingAction WorstAction => _worst is { } worst ? _policy.ActionFor(worst.Kind, worst.Score) : FindingAction.Pass;

        public void Meet(int index, CurationRule rule)
        {
            _met.Add(index);
            switch (rule.Action.Kind)
            {
                case RuleActionKind.Reject: End(index, CandidateState.Rejected, rule.Action.Reason); break;
                case RuleActionKind.Hold: End(index, CandidateState.Held, null); break;
                case RuleActionKind.Sample when StableSample.Draw(_facts.Id, rule.Name) * 100 >= rule.Action.Percent: End(index, CandidateState.Held, null); break;
                case RuleActionKind.RequireTwoDecisions: _two = true; break;
                case RuleActionKind.SendToFront: _front = true; break;
                case RuleActionKind.Tag when !_tags.Contains(rule.Action.Tag!): _tags.Add(rule.Action.Tag!); break;
            }
        }

        public PolicyEvaluation Done(double randomShare)
        {
            var two = _two || _policy.DecisionsRequired == 2;
            if (_door == CandidateState.Pending && _facts.Source == CandidateSource.UserApproved && _policy.AdmitPositivesWithoutReview
                && WorstAction == FindingAction.Pass && !_two) _door = CandidateState.Approved;
            var rank = Scoring.QueueRank(_facts.Source, Input.Score);
            if (randomShare > 0 && _door == CandidateState.Pending && StableSample.Draw(_facts.Id, "share") < randomShare)
            {
                rank = Scoring.QueueRank(_facts.Source, StableSample.Draw(_facts.Id, "place"));
                if (!_tags.Contains(RandomTag)) _tags.Add(RandomTag);
            }

            if (_front) rank -= Front;
            return new(Input.Score, Input.Quality, rank, _door, _reason, two ? 2 : 1, _tags, _met, _deciding);
        }

        /// <summary>The stricter of findings and rules counts.</summary>
        private void End(int index, CandidateState door, RejectReason? reason)
        {
            IsOver = true;
            if (_door == CandidateState.Rejected || (_door == CandidateState.Held && door == CandidateState.Held)) return;
            (_door, _reason, _deciding) = (door, reason, index);
        }
    }
}
