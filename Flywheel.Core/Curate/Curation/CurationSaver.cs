using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Curation;

/// <summary>
/// The second half of curation: proposals become candidates, candidates whose answer got signals are scored anew, and the
/// cursor moves. Everything is worked out first; only the writing needs the write lock. One instance a try.
/// </summary>
internal sealed class CurationSaver(FlywheelDbContext db, PolicyEvaluator evaluator, DateTime now)
{
    private readonly List<TrainingCandidate> _candidates = [];
    private readonly List<TrainingCandidate> _added = [];
    private readonly List<Fingerprint> _fingerprints = [];
    private readonly List<long> _replaced = [];
    private readonly HashSet<long> _evaluated = [];
    private readonly CollisionFinder _collisions = new(db);
    private readonly FactsReader _facts = new(db, evaluator.Types, evaluator.NeedsContributors);

    /// <summary>Works out what a batch changes. False where another node wrote the batch meanwhile.</summary>
    public async Task<bool> PrepareAsync(CurationBatch batch, CancellationToken cancellationToken)
    {
        if (await SignalFeed.PositionAsync(db, CurationCursor.Name, cancellationToken) != batch.From) return false;
        var touched = batch.Signals.Select(s => s.InteractionId).Distinct().ToList();
        _candidates.AddRange(await db.Candidates.Where(c => touched.Contains(c.InteractionId)).ToListAsync(cancellationToken));
        await _collisions.LoadAsync(batch.Proposals.Values, cancellationToken);
        await _facts.KnowAsync([.. batch.Proposals.Values.Where(p => p.Signal.PersonHash is not null).Select(p => (p.Signal.ApplicationId, p.Signal.PersonHash!))], cancellationToken);
        foreach (var signal in batch.Signals)
        {
            if (batch.Proposals.TryGetValue(signal.Id, out var proposal)) await TakeAsync(proposal, batch, cancellationToken);
            else if (!signal.TrainingConsent) WithdrawConsent(signal);
        }

        await EvaluateAsync(_candidates.FindAll(c => !_evaluated.Contains(c.Id)), batch, cancellationToken);
        return true;
    }

    /// <summary>Writes it and moves the cursor, in the caller's write.</summary>
    /// <exception cref="DbUpdateConcurrencyException">A reviewer or another node was faster, or another policy came into force: prepare again.</exception>
    public async Task WriteAsync(CurationBatch batch, CancellationToken cancellationToken)
    {
        if (await db.CurationPolicies.MaxAsync(p => p.Number, cancellationToken) != evaluator.Number)
            throw new DbUpdateConcurrencyException("Another policy came into force.");
        await db.SaveChangesAsync(cancellationToken);
        if (_replaced.Count > 0)
        {
            await db.Decisions.Where(d => _replaced.Contains(d.CandidateId) && d.UndoneAt == null && d.Kind != DecisionKind.Skip)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.UndoneAt, now), cancellationToken);
        }

        await db.InsertAsync(_added, cancellationToken);
        await db.InsertAsync(_fingerprints, cancellationToken);
        await SignalFeed.MoveAsync(db, CurationCursor.Name, batch.From, batch.End, now, cancellationToken);
    }

    /// <summary>It is evaluated at once: what comes after it in the batch may collide with it.</summary>
    private async Task TakeAsync(CandidateProposal proposal, CurationBatch batch, CancellationToken cancellationToken)
    {
        var candidate = OpenOneToReplace(proposal);
        if (candidate is null) Add(candidate = New(proposal));
        else if (candidate.ProposedOutput == proposal.Proposed && candidate.Input == proposal.Input) return;
        else Replace(candidate);
        Fill(candidate, proposal);
        Note(candidate, [.. proposal.Findings, .. _collisions.Find(candidate, proposal)]);
        await EvaluateAsync([candidate], batch, cancellationToken);
        _evaluated.Add(candidate.Id);
        _collisions.Remember(candidate);
    }

    private async Task EvaluateAsync(List<TrainingCandidate> candidates, CurationBatch batch, CancellationToken cancellationToken)
    {
        var facts = await _facts.ReadAsync(candidates.ConvertAll(FactsRow.Of), batch.Counts, cancellationToken);
        foreach (var (candidate, known) in candidates.Zip(facts)) EvaluationWriter.Apply(candidate, known, evaluator.Evaluate(known), evaluator, now);
    }

    /// <summary>The newest edit of one person for one answer is the one that is reviewed.</summary>
    private TrainingCandidate? OpenOneToReplace(CandidateProposal proposal) =>
        proposal.Source != CandidateSource.UserCorrection || proposal.Signal.PersonHash is not { } person ? null
        : _candidates.Find(c => c.InteractionId == proposal.Signal.InteractionId && c.Source == CandidateSource.UserCorrection
            && c.PersonHash == person && !c.IsDecidedByPerson);

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

    /// <summary>Decisions on the old text no longer count.</summary>
    private void Replace(TrainingCandidate candidate)
    {
        candidate.Reopen(now);
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
        TextFacts.Keep(candidate);
        _collisions.Group(candidate, proposal);
        _fingerprints.Add(new()
        {
            SignalId = proposal.Signal.Id, ApplicationId = candidate.ApplicationId,
            Pair = proposal.NearDuplicates.PairSignature, Input = proposal.NearDuplicates.InputSignature,
        });
    }

    private static void Note(TrainingCandidate candidate, List<Finding> findings)
    {
        candidate.Findings = FindingsJson.Write(findings);
        candidate.FindingKinds = findings.Aggregate(FindingKinds.None, (kinds, f) => kinds | f.Kind);
        // The first of equals stands for all: a flood of copies must not make each look-up longer than the one before.
        if (candidate.FindingKinds.HasFlag(FindingKinds.ExactDuplicate)) candidate.PairHash = [];
    }

    private void WithdrawConsent(Signal signal)
    {
        if (signal.PersonHash is null) return;
        foreach (var candidate in _candidates.Where(
            c => c.InteractionId == signal.InteractionId && c.PersonHash == signal.PersonHash && !c.IsDecidedByPerson)) candidate.WithdrawConsent(now);
    }
}
