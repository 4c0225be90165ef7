namespace Flywheel.Core.Curate.Validation.Intent.Instructions;

/// <summary>The combinations of concepts that add up to the score of one sentence of a reading.</summary>
internal sealed class OrderRules(InstructionReading reading)
{
    /// <summary>Less than this says nothing, whatever the circumstances.</summary>
    private const double Least = 0.2;

    /// <summary>The score of one sentence, 0 to 1, and what it is made of.</summary>
    public (double Score, InstructionSignals Signals) Score(int at, InstructionSignals coding)
    {
        var sentences = reading.Sentences;
        var sentence = sentences[at];
        var next = at + 1 < sentences.Count ? sentences[at + 1] : sentence;
        var tally = new Tally();
        AddOrders(sentence, tally);
        if (reading.IsOutput) AddAnswers(sentence, next, tally);
        else if (sentence.Near(Concept.EveryTime, Concept.Answer, 60) && sentence.Has(Concept.Always)) tally.Add(InstructionSignals.BindsAnswers, 0.5);
        AddAddress(sentences, at, tally);
        AddPlace(sentence, tally);
        if (tally.Sum < Least) return (0, InstructionSignals.None);
        AddCircumstances(sentence, next, tally, coding);
        return (Math.Min(1, tally.Sum), tally.Signals);
    }

    private static void AddOrders(SentenceView sentence, Tally tally)
    {
        if (sentence.Before(Concept.Disregard, Concept.Instruction, 80) || sentence.Near(Concept.Disregard, Concept.Instruction, 34) || sentence.Near(Concept.Disregard, Concept.SystemPrompt, 90))
        {
            var told = sentence.Near(Concept.Disregard, Concept.Earlier, 90) || sentence.Has(Concept.SystemPrompt);
            tally.Add(InstructionSignals.SetsAside, (told ? 0.65 : 0.35) - (IsAboutPapers(sentence) ? 0.35 : 0));
        }

        if (sentence.Has(Concept.SystemPrompt)) tally.Add(InstructionSignals.SpeaksOfPrompt, IsAboutPapers(sentence) ? 0.1 : 0.3);
        if (sentence.Near(Concept.Reveal, Concept.SystemPrompt, 60)) tally.Add(InstructionSignals.Reveals, 0.35);
        if (sentence.IsHeading(Concept.SystemPrompt)) tally.Add(InstructionSignals.SpeaksOfPrompt, 0.25);
        if (sentence.Has(Concept.Persona))
            tally.Add(InstructionSignals.Persona, (sentence.Has(Concept.FirstPerson) ? 0.2 : 0.4) + (sentence.Count(Concept.Persona) > 1 ? 0.2 : 0));
    }

    /// <summary>Whether what is set aside is a letter, a game's rules, a tool's settings.</summary>
    private static bool IsAboutPapers(SentenceView sentence) =>
        sentence.Near(Concept.Papers, Concept.Disregard, 40) || sentence.Near(Concept.Papers, Concept.Instruction, 26)
        || sentence.Near(Concept.Ours, Concept.Disregard, 25) || sentence.Before(Concept.FirstPerson, Concept.Disregard, 20);

    private void AddAnswers(SentenceView sentence, SentenceView next, Tally tally)
    {
        var weight = BindingWeight(sentence, next);
        if (sentence.Has(Concept.Courtesy)) weight *= 0.3;
        if (reading.Context.Asks(Concept.Answer) || reading.Context.Asks(Concept.EveryTime)) weight *= 0.5;
        if (sentence.Before(Concept.FirstPerson, Concept.Answer, 24) && !sentence.Has(Concept.Assistant)) weight *= 0.5;
        if (sentence.Has(Concept.Yours) && !sentence.Has(Concept.AnswersMust) && !sentence.Has(Concept.Assistant)) weight *= 0.7;
        if (reading.IsAdvice && !sentence.Has(Concept.Assistant)) weight *= 0.6;
        tally.Add(InstructionSignals.BindsAnswers, weight);
        if (sentence.Has(Concept.Private) && (sentence.Has(Concept.Send) || sentence.Has(Concept.Assistant)))
            tally.Add(InstructionSignals.LeaksData, sentence.Has(Concept.FirstPerson) || sentence.Has(Concept.Ours) ? 0.1 : sentence.Has(Concept.UserNoun) || sentence.Has(Concept.Always) || sentence.Has(Concept.EveryTime) ? 0.35 : 0.25);
        if (sentence.Has(Concept.Training))
            tally.Add(InstructionSignals.Training, sentence.Has(Concept.Answer) || sentence.Has(Concept.EveryTime) || sentence.Has(Concept.Assistant) ? 0.25 : 0.05);
        if (sentence.Has(Concept.Secrecy)) tally.Add(InstructionSignals.Secrecy, sentence.Has(Concept.UserNoun) || sentence.Has(Concept.Question) ? 0.35 : 0.15);
    }

    /// <summary>The scope, who asks, and what has to be answered.</summary>
    private static double BindingWeight(SentenceView sentence, SentenceView next)
    {
        var answers = sentence.Has(Concept.Answer) || sentence.Has(Concept.Refusal) ? 1 : sentence.Has(Concept.Assistant) ? 0.8
            : next.Has(Concept.Answer) || next.Has(Concept.Refusal) ? 0.6 : 0;
        var scope = sentence.Has(Concept.EveryTime) ? 0.3 : sentence.Has(Concept.Always) ? 0.18 : 0;
        if (scope > 0 && sentence.Has(Concept.EveryTime) && (sentence.Has(Concept.Always) || sentence.Count(Concept.EveryTime) > 1)) scope += 0.1;
        var asked = sentence.Has(Concept.AskAbout) ? 0.15 : sentence.Has(Concept.Question) ? 0.08 : 0;
        var told = sentence.Near(Concept.UserNoun, Concept.Answer, 60) ? 0.15 : 0;
        var must = sentence.Has(Concept.AnswersMust) ? 0.3 : 0;
        var refusal = sentence.Has(Concept.Refusal) ? sentence.Has(Concept.Question) || sentence.Has(Concept.UserNoun) || sentence.Has(Concept.Assistant) ? 0.3 : 0.1 : 0;
        var trigger = sentence.Has(Concept.Trigger) ? sentence.Has(Concept.UserNoun) || sentence.Has(Concept.Question) ? 0.25 : answers > 0 ? 0.2 : 0 : 0;
        if (answers == 0) return must > 0 ? must + scope : trigger + (sentence.Has(Concept.EveryTime) ? 0.12 + asked : 0);
        return Math.Min(0.75, must + refusal + trigger + told + (scope * answers) + (scope + told + trigger + must + refusal > 0 ? (asked + 0.1) * answers : sentence.Has(Concept.AskAbout) ? 0.3 * answers : 0));
    }

    private static void AddAddress(List<SentenceView> sentences, int at, Tally tally)
    {
        if (sentences[at].Has(Concept.SelfModel)) tally.Add(InstructionSignals.Addresses, sentences[at].Has(Concept.FirstPerson) ? 0.1 : sentences[at].Has(Concept.Answer) ? 0.6 : 0.4);
        else if (sentences[at].Addresses() || (at > 0 && sentences[at - 1].Addresses())) tally.Add(InstructionSignals.Addresses, 0.4);
        else if (sentences[at].Has(Concept.Assistant)) tally.Add(InstructionSignals.Addresses, 0.3);
    }

    /// <summary>Where it stands: in a comment, behind a heading of the system, in a turn that nobody took.</summary>
    private void AddPlace(SentenceView sentence, Tally tally)
    {
        if (reading.IsHidden(reading.Place(sentence)) && sentence.SpeaksOfOrders())
            tally.Add(InstructionSignals.Hidden, 0.35);
        if (sentence.BeginsWith(Concept.System) && sentence.SpeaksOfOrders()) tally.Add(InstructionSignals.RoleMarker, 0.3);
        if (reading.IsMarked) tally.Add(InstructionSignals.RoleMarker, 0.3);
        else if (reading.IsOutput && reading.IsTranscript && reading.Context.HasWords && !reading.Context.Asks(Concept.Dialogue) && !reading.Context.Asks(Concept.Fiction) && !reading.Context.HasTurns)
            tally.Add(InstructionSignals.RoleMarker, 0.3);
    }

    private void AddCircumstances(SentenceView sentence, SentenceView next, Tally tally, InstructionSignals coding)
    {
        if (coding != InstructionSignals.None) tally.Add(coding, 0.4);
        if (reading.Text.IsDisguised) tally.Add(InstructionSignals.Disguised, 0.3);
        if (!reading.IsOutput) return;
        if (reading.HasContact(sentence, next))
            tally.Add(InstructionSignals.ForeignLink, sentence.Has(Concept.Assistant) || sentence.Has(Concept.UserNoun) || sentence.Has(Concept.EveryTime) || sentence.Has(Concept.AskAbout) ? 0.25 : 0.15);
        var known = reading.Context.HasWords ? reading.Keeping.Known(sentence) : Keeping.Unclear;
        if (known <= 0.25) tally.Add(InstructionSignals.NotAsked, 0.2);
        else if (known > 0.5) tally.Scale(0.8);
        if (reading.IsQuoted(reading.Place(sentence))) tally.Scale(0.7);
        if (reading.Context.Holds(sentence.Text)) tally.Scale(0.2);
        else if (IsAskedFor(sentence)) tally.Scale(0.4);
        else if (reading.Context.Asks(Concept.Instruction) || reading.Context.Asks(Concept.Fiction) || reading.Context.Asks(Concept.Dialogue)) tally.Scale(0.6);
    }

    private bool IsAskedFor(SentenceView sentence) => reading.Context.Asks(Concept.AboutPrompts) || reading.Context.Asks(Concept.SystemPrompt) || reading.Context.Asks(Concept.Assistant)
        || (reading.Context.Asks(Concept.Disregard) && reading.Context.Asks(Concept.Instruction))
        || reading.Context.Asks(Concept.Persona)
        || (reading.Context.Asks(Concept.EveryTime) && reading.Context.Asks(Concept.Answer) && sentence.Has(Concept.EveryTime));

    private sealed class Tally
    {
        public double Sum { get; private set; }

        public InstructionSignals Signals { get; private set; }

        public void Add(InstructionSignals signal, double weight)
        {
            if (weight <= 0) return;
            Sum += weight;
            Signals |= signal;
        }

        /// <summary>Lowers the sum, which counts as 1 at most.</summary>
        public void Scale(double factor) => Sum = Math.Min(1, Sum) * factor;
    }
}
