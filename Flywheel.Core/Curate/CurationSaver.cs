using Flywheel.Core.Administration;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate;

/// <summary>
/// The second half of curation: proposals become candidates, candidates whose answer got signals are scored anew, and the
/// cursor moves. Everything is worked out first; only the writing needs the write lock. One instance a try.
/// </summary>
internal sealed class CurationSaver(FlywheelDbContext db, NumberedPolicy policy, DateTime now)
{
    private readonly List<TrainingCandidate> _candidates = [];
    private readonly List<TrainingCandidate> _added = [];
    private readonly List<Fingerprint> _fingerprints = [];
    private readonly List<long> _replaced = [];
    private readonly CollisionFinder _collisions = new(db);

    /// <summary>Works out what a batch changes.</summary>
    public async Task PrepareAsync(CurationBatch batch, CancellationToken cancellationToken)
    {
        var touched = batch.Signals.Select(s => s.InteractionId).Distinct().ToList();
        _candidates.AddRange(await db.Candidates.Where(c => touched.Contains(c.InteractionId)).ToListAsync(cancellationToken));
        await _collisions.LoadAsync(batch.Proposals.Values, cancellationToken);
        foreach (var signal in batch.Signals)
        {
            if (batch.Proposals.TryGetValue(signal.Id, out var proposal)) Take(proposal);
            else if (!signal.TrainingConsent) WithdrawConsent(signal);
        }

        foreach (var candidate in _candidates.Where(c => IsOpen(c) || c.Score == 0)) Score(candidate, batch.Counts[candidate.InteractionId]);
    }

    /// <summary>
    /// Writes it and moves the cursor, in one transaction. Throws <see cref="DbUpdateConcurrencyException"/> when a
    /// reviewer was faster: prepare again.
    /// </summary>
    public async Task WriteAsync(CurationBatch batch, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (_replaced.Count > 0)
        {
            await db.Decisions.Where(d => _replaced.Contains(d.CandidateId) && d.UndoneAt == null && d.Kind != DecisionKind.Skip)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.UndoneAt, now), cancellationToken);
        }

        await db.InsertAsync(_added, cancellationToken);
        await db.InsertAsync(_fingerprints, cancellationToken);
        await SignalFeed.MoveAsync(db, CurationReader.Cursor, batch.End, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Not decided yet. (A new one is scored whatever became of it.)</summary>
    private static bool IsOpen(TrainingCandidate candidate) =>
        candidate.State is CandidateState.Pending or CandidateState.Held or CandidateState.AwaitingSecond;

    private void Take(CandidateProposal proposal)
    {
        var candidate = OpenOneToReplace(proposal);
        if (candidate is null) Add(candidate = New(proposal));
        else if (candidate.ProposedOutput == proposal.Proposed && candidate.Input == proposal.Input) return;
        else Replace(candidate);
        Fill(candidate, proposal);
        Judge(candidate, [.. proposal.Findings, .. _collisions.Find(candidate, proposal)]);
        _collisions.Remember(candidate);
    }

    /// <summary>The newest edit of one person for one answer is the one that is reviewed.</summary>
    private TrainingCandidate? OpenOneToReplace(CandidateProposal proposal) =>
        proposal.Source != CandidateSource.UserCorrection || proposal.Signal.PersonHash is not { } person ? null
        : _candidates.Find(c => c.InteractionId == proposal.Signal.InteractionId && c.Source == CandidateSource.UserCorrection
            && c.PersonHash == person && IsOpen(c));

    private void Add(TrainingCandidate candidate)
    {
        _candidates.Add(candidate);
        _added.Add(candidate);
    }

    private TrainingCandidate New(CandidateProposal proposal) => new()
    {
        Id = proposal.Signal.Id,
        ApplicationId = proposal.Signal.ApplicationId,
        InteractionId = proposal.Signal.InteractionId,
        Source = proposal.Source,
        PersonHash = proposal.Signal.PersonHash,
        RequestId = proposal.RequestId,
        Segment = proposal.Signal.Segment,
        ModelVersion = proposal.Signal.ModelVersion,
        CreatedAt = now,
    };

    /// <summary>What was judged of the old text no longer counts.</summary>
    private void Replace(TrainingCandidate candidate)
    {
        candidate.Version++;
        _replaced.Add(candidate.Id);
    }

    private void Fill(TrainingCandidate candidate, CandidateProposal proposal)
    {
        candidate.SignalId = proposal.Signal.Id;
        candidate.Input = proposal.Input;
        candidate.Context = proposal.Context;
        candidate.OriginalOutput = proposal.Original;
        candidate.ProposedOutput = proposal.Proposed;
        candidate.PairHash = proposal.PairHash;
        candidate.InputHash = proposal.InputHash;
        candidate.UpdatedAt = now;
        _collisions.Group(candidate, proposal);
        _fingerprints.Add(new()
        {
            SignalId = proposal.Signal.Id, ApplicationId = candidate.ApplicationId,
            Pair = proposal.Nearness.PairSignature, Input = proposal.Nearness.InputSignature,
        });
    }

    private void Judge(TrainingCandidate candidate, List<Finding> found)
    {
        var findings = found.ConvertAll(f => f with { Action = policy.Policy.ActionFor(f.Kind) });
        candidate.Findings = FindingsJson.Write(findings);
        candidate.FindingKinds = findings.Aggregate(FindingKinds.None, (kinds, f) => kinds | f.Kind);
        // The first of equals stands for all: a flood of copies must not make each look-up longer than the one before.
        if (candidate.FindingKinds.HasFlag(FindingKinds.ExactDuplicate)) candidate.PairHash = [];
        candidate.DecisionsRequired = policy.Policy.DecisionsRequired;
        var worst = findings.MaxBy(f => f.Action);
        candidate.State = worst?.Action switch
        {
            FindingAction.Reject => CandidateState.Rejected,
            FindingAction.Hold => CandidateState.Held,
            _ => CandidateState.Pending,
        };
        candidate.Reason = candidate.State == CandidateState.Rejected ? ReasonFor(worst!.Kind) : null;
        candidate.DecidedAt = candidate.State == CandidateState.Rejected ? now : null;
        if (candidate.State == CandidateState.Pending && candidate.Source == CandidateSource.UserApproved
            && policy.Policy.AdmitPositivesWithoutReview && worst is (null or { Action: FindingAction.Pass }))
            Admit(candidate);
    }

    private void Admit(TrainingCandidate candidate)
    {
        candidate.State = CandidateState.Approved;
        candidate.IdealOutput = candidate.ProposedOutput;
        candidate.DecidedAt = now;
    }

    private void WithdrawConsent(Signal signal)
    {
        if (signal.PersonHash is null) return;
        foreach (var candidate in _candidates.Where(c => c.InteractionId == signal.InteractionId && c.PersonHash == signal.PersonHash && IsOpen(c)))
        {
            candidate.State = CandidateState.Rejected;
            candidate.Reason = RejectReason.NoConsent;
            candidate.DecidedAt = candidate.UpdatedAt = now;
            candidate.Version++;
        }
    }

    private void Score(TrainingCandidate candidate, IReadOnlyDictionary<string, int> counts)
    {
        var warnings = FindingsJson.Read(candidate.Findings).Count(f => f.Action is FindingAction.Warn or FindingAction.Hold);
        var card = Scoring.Score(policy.Policy, candidate.Source, counts, warnings);
        candidate.Score = card.Score;
        candidate.Quality = card.Quality;
        candidate.ScoreCard = card.PartsJson();
        candidate.QueueRank = Scoring.QueueRank(candidate.Source, card.Score);
        candidate.PolicyVersion = policy.Number;
    }

    private static RejectReason ReasonFor(FindingKinds kind) => kind switch
    {
        FindingKinds.Unchanged => RejectReason.Unchanged,
        FindingKinds.Empty => RejectReason.Empty,
        FindingKinds.ExactDuplicate or FindingKinds.NearDuplicate => RejectReason.Duplicate,
        FindingKinds.PersonalData => RejectReason.PersonalData,
        FindingKinds.Spam => RejectReason.Spam,
        FindingKinds.Secret or FindingKinds.ChatTemplate or FindingKinds.InstructionLike => RejectReason.Unsafe,
        _ => RejectReason.Other,
    };
}
