using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Policies.Evaluation;

/// <summary>What the facts of a candidate are read from.</summary>
internal sealed record FactsRow(
    long Id, int ApplicationId, long InteractionId, string? PersonHash, string? Segment, CandidateSource Source, CandidateState State,
    RejectReason? Reason, bool ByPolicy, bool Released, string? Findings, int? InputLength, int? OutputLength, double? EditDistance, string? Language,
    string? Input, string? Original, string? Output)
{
    /// <summary>Of an entity that is loaded whole.</summary>
    public static FactsRow Of(TrainingCandidate c) => new(
        c.Id, c.ApplicationId, c.InteractionId, c.PersonHash, c.Segment, c.Source, c.State, c.Reason, c.ByPolicy, c.ReleasedAt != null,
        c.FindingKinds == FindingKinds.None ? null : c.Findings, c.InputLength, c.OutputLength, c.EditDistance, c.Language, c.Input, c.OriginalOutput, c.ProposedOutput);

    /// <summary>Of the database; texts only where they are asked for, or lengths were not kept yet.</summary>
    public static IQueryable<FactsRow> From(IQueryable<TrainingCandidate> candidates, bool texts) => candidates.Select(c => new FactsRow(
        c.Id, c.ApplicationId, c.InteractionId, c.PersonHash, c.Segment, c.Source, c.State, c.Reason, c.ByPolicy, c.ReleasedAt != null,
        c.FindingKinds == FindingKinds.None ? null : c.Findings, c.InputLength, c.OutputLength, c.EditDistance, c.Language,
        texts || c.InputLength == null ? c.Input : null, c.InputLength == null ? c.OriginalOutput : null, texts || c.InputLength == null ? c.ProposedOutput : null));
}

/// <summary>Gathers the facts of candidates: the same for curation, for judging anew and for backtests.</summary>
internal sealed class FactsReader(FlywheelDbContext db, SignalCatalogue types, bool needsContributors)
{
    private readonly Dictionary<(int Application, string Person), ContributorHistory> _histories = [];
    private Dictionary<int, string>? _applications;

    /// <summary>The facts of rows, in their order, with the signals up to a position of the feed.</summary>
    public async Task<List<CandidateFacts>> ReadAsync(IReadOnlyList<FactsRow> rows, long position, CancellationToken cancellationToken)
    {
        var interactions = rows.Select(r => r.InteractionId).Distinct().ToList();
        return await ReadAsync(rows, await SignalCountReader.ReadAsync(db, interactions, position, types, cancellationToken), cancellationToken);
    }

    /// <summary>The facts of rows, in their order, with signals that were counted already.</summary>
    public async Task<List<CandidateFacts>> ReadAsync(
        IReadOnlyList<FactsRow> rows, IReadOnlyDictionary<long, IReadOnlyDictionary<string, SignalCount>> counts, CancellationToken cancellationToken)
    {
        _applications ??= await db.Applications.ToDictionaryAsync(a => a.Id, a => a.Name, cancellationToken);
        var frozen = await FrozenAsync(rows, cancellationToken);
        await KnowAsync([.. rows.Where(r => r.PersonHash is not null).Select(r => (r.ApplicationId, r.PersonHash!))], cancellationToken);
        return [.. rows.Select(r => Facts(r, counts.GetValueOrDefault(r.InteractionId) ?? SignalCountReader.None, frozen.Contains(r.Id)))];
    }

    /// <summary>Makes the histories of people known, where the policy asks for them; each is read once.</summary>
    public async Task KnowAsync(IReadOnlyCollection<(int Application, string Person)> people, CancellationToken cancellationToken)
    {
        var unread = needsContributors ? people.Where(p => !_histories.ContainsKey(p)).Distinct().ToList() : [];
        if (unread.Count == 0) return;
        var found = await HistoriesAsync(unread, cancellationToken);
        foreach (var person in unread) _histories[person] = found.GetValueOrDefault(person);
    }

    private CandidateFacts Facts(FactsRow row, IReadOnlyDictionary<string, SignalCount> signals, bool frozen) => new()
    {
        Id = row.Id,
        Application = _applications!.GetValueOrDefault(row.ApplicationId) ?? "",
        Segment = row.Segment,
        Source = row.Source,
        State = row.State,
        DecisionStatus = StatusOf(row, frozen),
        Signals = signals,
        Findings = row.Findings is null ? [] : CountFindings(row.Findings),
        InputLength = row.InputLength ?? TextFacts.Characters(row.Input!),
        OutputLength = row.OutputLength ?? TextFacts.Characters(row.Output!),
        EditDistance = row.InputLength is null ? TextFacts.EditDistance(row.Source, row.Original!, row.Output!) : row.EditDistance,
        Language = row.InputLength is null ? TextFacts.Language(row.Input!, row.Output!) : row.Language,
        Contributor = row.PersonHash is { } person ? _histories.GetValueOrDefault((row.ApplicationId, person)) : default,
        Input = RulePatterns.Beginning(row.Input),
        Output = RulePatterns.Beginning(row.Output),
    };

    private static DecisionStatus StatusOf(FactsRow row, bool frozen) => row.State switch
    {
        CandidateState.AwaitingSecond => DecisionStatus.HalfDecided,
        CandidateState.Approved or CandidateState.Rejected
            when TrainingCandidate.DecidedByPerson(row.State, row.ByPolicy) || frozen || row.Reason == RejectReason.NoConsent => DecisionStatus.Decided,
        _ => row.Released ? DecisionStatus.Released : DecisionStatus.Open,
    };

    private static List<FindingCount> CountFindings(string json) =>
        [.. FindingsJson.Read(json).GroupBy(f => f.Kind).Select(g => new FindingCount(g.Key, g.Count(), g.Any(f => f.Score is null) ? null : g.Max(f => f.Score)))];

    /// <summary>What the policy admitted and a dataset version holds by now.</summary>
    private async Task<HashSet<long>> FrozenAsync(IReadOnlyList<FactsRow> rows, CancellationToken cancellationToken)
    {
        var admitted = rows.Where(r => r is { ByPolicy: true, State: CandidateState.Approved }).Select(r => r.Id).ToList();
        if (admitted.Count == 0) return [];
        return [.. await db.DatasetRows.Where(r => admitted.Contains(r.CandidateId) && r.DatasetVersion!.Complete).Select(r => r.CandidateId).Distinct().ToListAsync(cancellationToken)];
    }

    private async Task<Dictionary<(int, string), ContributorHistory>> HistoriesAsync(List<(int Application, string Person)> unread, CancellationToken cancellationToken)
    {
        var people = unread.Select(s => s.Person).Distinct().ToList();
        var applications = unread.Select(s => s.Application).Distinct().ToList();
        var counts = await db.Candidates
            .Where(c => applications.Contains(c.ApplicationId) && people.Contains(c.PersonHash!) && !c.ByPolicy)
            .Where(c => c.State == CandidateState.Approved || (c.State == CandidateState.Rejected && c.Reason != RejectReason.NoConsent))
            .GroupBy(c => new { c.ApplicationId, c.PersonHash, c.State }).Select(g => new { g.Key.ApplicationId, g.Key.PersonHash, g.Key.State, Count = g.Count() })
            .ToListAsync(cancellationToken);
        return counts.GroupBy(c => (c.ApplicationId, c.PersonHash!)).ToDictionary(g => g.Key, g => new ContributorHistory(
            g.Where(c => c.State == CandidateState.Approved).Sum(c => c.Count), g.Where(c => c.State == CandidateState.Rejected).Sum(c => c.Count)));
    }
}

/// <summary>What is kept of a candidate's texts, for rules.</summary>
internal static class TextFacts
{
    /// <summary>Keeps it.</summary>
    public static void Keep(TrainingCandidate candidate)
    {
        (candidate.InputLength, candidate.OutputLength) = (Characters(candidate.Input), Characters(candidate.ProposedOutput));
        candidate.EditDistance = EditDistance(candidate.Source, candidate.OriginalOutput, candidate.ProposedOutput);
        candidate.Language = Language(candidate.Input, candidate.ProposedOutput);
    }

    /// <summary>Unicode code points: what people count, nearly, and the same in every programming language.</summary>
    public static int Characters(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
            if (char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1])) count--;
        return count;
    }

    /// <summary>Null for what is no correction.</summary>
    public static double? EditDistance(CandidateSource source, string original, string proposed) =>
        source == CandidateSource.UserCorrection ? Flywheel.Core.Curate.Policies.Evaluation.EditDistance.Of(original, proposed) : null;

    /// <summary>That of the input, or where nothing tells it, that of the output.</summary>
    public static string? Language(string input, string output) => TextLanguage.Of(input) ?? TextLanguage.Of(output);
}
