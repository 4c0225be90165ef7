namespace Flywheel.Core.Curate.Validation.Intent.Instructions;

/// <summary>What a word speaks of, as far as orders to a model are told by it.</summary>
internal enum Concept
{
    /// <summary>Setting aside: ignore, forget, override.</summary>
    Disregard,

    /// <summary>What a model was told: instructions, rules, prompts.</summary>
    Instruction,

    /// <summary>Which of them: earlier ones, all of them, yours.</summary>
    Earlier,

    /// <summary>Assistants, models, bots.</summary>
    Assistant,

    /// <summary>Openings that address someone: note to, attention, dear.</summary>
    Note,

    /// <summary>A scope over all that comes: from now on, whatever the question.</summary>
    EveryTime,

    /// <summary>A weaker scope: always, never, whenever, if anyone asks.</summary>
    Always,

    /// <summary>Answering: answer, say, recommend, direct them to.</summary>
    Answer,

    /// <summary>Being asked: question, user, query.</summary>
    Question,

    /// <summary>Another role, or limits lifted.</summary>
    Persona,

    /// <summary>A model's own instructions by name.</summary>
    SystemPrompt,

    /// <summary>Giving away: reveal, print, repeat.</summary>
    Reveal,

    /// <summary>Being trained, remembering.</summary>
    Training,

    /// <summary>The writer speaks of themselves or their firm: we, I, us.</summary>
    FirstPerson,

    /// <summary>What belongs to the writer: our letter, my note.</summary>
    Ours,

    /// <summary>Being asked about a subject, rather than to do something.</summary>
    AskAbout,

    /// <summary>If you have any questions, and the like.</summary>
    Courtesy,

    /// <summary>Letters, boxes, manuals, games, tools: things whose rules may be ignored.</summary>
    Papers,

    /// <summary>A query about prompts, chatbots or models.</summary>
    AboutPrompts,

    /// <summary>A query that hands over a text to be worked on: translate, correct.</summary>
    WorkOnText,

    /// <summary>If you are an AI, and the like.</summary>
    SelfModel,

    /// <summary>A query for a story, a game, a role.</summary>
    Fiction,

    /// <summary>Hiding from the user.</summary>
    Secrecy,

    /// <summary>Users and customers, spoken of rather than spoken to.</summary>
    UserNoun,

    /// <summary>What belongs to the person who is spoken to: your password.</summary>
    Yours,

    /// <summary>How answers have to be: answers must, the correct reply.</summary>
    AnswersMust,

    /// <summary>Refusing to answer.</summary>
    Refusal,

    /// <summary>A word or phrase that sets something off.</summary>
    Trigger,

    /// <summary>What nobody should give away: the conversation, passwords, data of a person.</summary>
    Private,

    /// <summary>Sending and collecting.</summary>
    Send,

    /// <summary>A heading that claims to come from the system or its makers.</summary>
    System,

    /// <summary>A query for a conversation, a log, an interview.</summary>
    Dialogue,
}
