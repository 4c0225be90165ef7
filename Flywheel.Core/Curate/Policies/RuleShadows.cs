namespace Flywheel.Core.Curate.Policies;

/// <summary>
/// Finds rules that can never match: because their own conditions exclude each other, or because everything that they could
/// match was rejected or held by a rule before them. It finds what the conditions' form shows (numbers by their ranges,
/// choices by their values, texts by what contains what); what only the data could show, it does not.
/// </summary>
internal static class RuleShadows
{
    /// <summary>Reports each by the rule's own place.</summary>
    public static void Find(IReadOnlyList<CurationRule> rules, Action<string, string> report)
    {
        var ends = new List<(string Name, ConditionSpace Space)>();
        for (var i = 0; i < rules.Count; i++)
        {
            var spaces = rules[i].Any.Select(g => ConditionSpace.Of(g.All)).ToList();
            for (var g = 0; g < spaces.Count; g++)
            {
                if (spaces[g].Contradiction is { } at) report($"rules[{i}].any[{g}].all[{at}].value", at == 0 ? "can never hold." : "can never hold together with the conditions before it.");
            }

            var possible = spaces.Where(s => s.Contradiction is null).ToList();
            if (possible.Count > 0 && possible.Select(s => ends.Find(e => e.Space.Covers(s)).Name).ToList() is var by && by.TrueForAll(n => n is not null))
                report($"rules[{i}].any", $"can never match: “{by[0]}” takes everything before it.");
            if (rules[i].Action.Kind is RuleActionKind.Reject or RuleActionKind.Hold) ends.AddRange(possible.Select(s => (rules[i].Name, s)));
        }
    }
}
