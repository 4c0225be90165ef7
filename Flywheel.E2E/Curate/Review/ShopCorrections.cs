using Flywheel.E2E.Support;

namespace Flywheel.E2E.Curate.Review;

/// <summary>Twenty-five corrections for a small shop's assistant, each with what its reviewer will do.</summary>
public static class ShopCorrections
{
    /// <summary>In the order in which they are sent; the reviewer's first twenty are triaged, the rest stays.</summary>
    public static IReadOnlyList<(ReviewerAction ReviewerAction, Correction Correction)> Items { get; } =
    [
        (ReviewerAction.Approve, new("How do I return a lamp?", "Write to us.", "Open Orders, choose the lamp, and press Return. The label comes by e-mail within an hour.")),
        (ReviewerAction.Fix, new("When does the store in Leeds open?", "It opens at ten.", "It opens at nine on weekdays and ten on sundays")),
        (ReviewerAction.RejectByDigit, new("Is the blue kettle out of stock?", "Yes, until March.", "lol no idea mate, ask the cat about kettles")),
        (ReviewerAction.Skip, new("Which plug fits a Danish socket?", "A type C plug.", "A type K plug fits; a type C plug goes in too, without earth.")),
        (ReviewerAction.Approve, new("Can I pay by invoice?", "No.", "Companies can, after the second order; choose Invoice at the last step.")),
        (ReviewerAction.SecondOpinion, new("Is this paint safe for toys?", "Yes.", "Only once it has dried for seven days, and not for toys that babies chew.")),
        (ReviewerAction.FixAcrossARefresh, new("How long is the warranty of a drill?", "Two years.", "three years for drills, if registred")),
        (ReviewerAction.Redact, new("Who repairs sewing machines?", "Our workshop does.", "Our workshop does: write to maria.lindqvist@naehstube.example and say what the machine does.")),
        (ReviewerAction.ApproveThenChangeOfMind, new("Do you ship to Iceland?", "We do not.", "We do, in nine days, for eleven pounds.")),
        (ReviewerAction.RejectInOwnWords, new("What does the red light on the router mean?", "It is starting.", "It means that the moon is full, which is normal.")),
        (ReviewerAction.Approve, new("How many people fit into the tent Fjell?", "Two.", "Two with luggage, three without it.")),
        (ReviewerAction.Approve, new("Can the mixer knead bread dough?", "It cannot.", "It can, up to a kilogram of flour, on the first speed only.")),
        (ReviewerAction.RejectByDigit, new("Where do I find my customer number?", "In the app.", "google it, everything stands on the web somewhere")),
        (ReviewerAction.Fix, new("How do I clean the coffee grinder?", "With water.", "never with water use the brush")),
        (ReviewerAction.Approve, new("Does the rucksack count as hand luggage?", "Perhaps.", "With 38 litres it does on most airlines; fold the frame first.")),
        (ReviewerAction.Skip, new("Are the candles vegan?", "Yes.", "The white ones are; the yellow ones hold beeswax.")),
        (ReviewerAction.Approve, new("How do I change my delivery address?", "You cannot.", "Until the parcel is packed: Orders, then the parcel, then Change address.")),
        (ReviewerAction.Approve, new("What is the largest bicycle frame?", "Size L.", "Size XXL, for riders from 195 centimetres.")),
        (ReviewerAction.RejectByDigit, new("Do gift cards expire?", "After a year.", "idk they are just plastic, buy gold instead")),
        (ReviewerAction.Approve, new("Can I reserve a workbench?", "No.", "Yes, for two hours, at the desk of the workshop or by telephone.")),
        (ReviewerAction.Approve, new("Which oil is right for the chain saw?", "Any.", "Bio chain oil; it flows down to minus fifteen degrees.")),
        (ReviewerAction.Approve, new("Is there parking at the Bristol store?", "No.", "There are forty places behind the building, free for the first hour.")),
        (ReviewerAction.Approve, new("How heavy is the piano stool?", "Heavy.", "Eleven kilograms, and it is delivered in one piece.")),
        (ReviewerAction.Approve, new("Can children use the climbing wall?", "Yes.", "From six years of age, with an adult who holds the rope.")),
        (ReviewerAction.Approve, new("Do you sharpen scissors?", "No.", "On Thursdays, while you wait; up to five pairs.")),
    ];
}
