using Flywheel.Core.Curate.Validation.PersonalData;

namespace Flywheel.Tests.Curate.Validation.PersonalData;

/// <summary>Phone numbers in the groups of many countries, recognised by the words around them.</summary>
public class PhoneNumberTests
{
    private static readonly string[] Groups =
    [
        "555-0147", "555 0147", "5550 1479", "61 23 45 78", "61-23-45-78", "61.23.45.78", "612 345 789", "612-345-789", "912 34 56 78",
        "61 234 56 78", "612 34 567", "(37) 788-163", "(71) 4233-6306", "21 253 1091", "030/1234567", "0171 1234567", "08-123 456 78",
        "5403926876", "61234578", "90-1234-5678", "0800 1234", "+48 612 345 789",
    ];

    private static readonly string[] Sentences =
    [
        "Can someone call me on {0}?", "She is answering at {0} all day.", "My number is {0}, thanks", "Fax: {0}", "Phone:\n{0}\n\nE-mail:\nx",
        "Contact me at {0} for details", "{0} (mobile)", "is {0} still your phone number?", "Order 17 is late, please call my partner on {0}",
        "Sie erreichen uns unter {0}.", "Meine Handynummer ist {0}", "Appelez-moi au {0}", "Tél. : {0}", "Llámame al {0}", "Me liga no {0}",
        "Chiamami al {0}", "Bel me op {0}", "Zadzwoń pod {0}", "тел. {0}", "Зателефонуйте: {0}", "Cep: {0}", "请拨打{0}", "電話番号は{0}です",
        "전화 {0}로", "هاتف {0}", "फ़ोन {0}", "O meu telemóvel é o {0}", "Mon fixe : {0}", "Nummeret er {0}", "Odbieram pod {0}",
        "Moje číslo je {0}", "मेरा नंबर {0}", "Contesto en el {0}",
    ];

    public static TheoryData<string> Contexts => [.. Sentences];

    [Theory]
    [MemberData(nameof(Contexts))]
    public void Local_groups_are_found_after_a_word_of_telephones(string sentence)
    {
        var missed = Groups.Where(group => !IsFound(string.Format(null, sentence, group), group)).ToList();
        Assert.Empty(missed);
    }

    private static bool IsFound(string text, string value) => PersonalDataScanner.Find(text)
        .Exists(s => s.Label == PersonalDataLabels.Phone && text.Substring(s.Start, s.Length) == value);

    public static TheoryData<string> Others =>
    [
        "my order no. 612 345 789 is late, please call me", "Call me about ticket 5550 1479", "serial number 61234578 of my phone",
        "Bestellnummer 61234578", "commande n° 612 345 78", "заказ 61234578", "注文番号 61234578", "주문번호 61234578", "price of the phone: 1 200 000",
        "The mobile company paid 123 456 789 for the licences", "Call me on 2024-12-15", "Our phone support is open 0800-1800",
        "We spoke on the phone on 15.12.2024 10:30", "The call on 20241215 took an hour", "mobile sizes 36-38-40-42", "phone support since 2019-2020",
        "Fax version 2.15.12.34", "INV-2024-1234 by phone", "we counted 12 345 678 of them", "between 1234567 and 7654321", "smsdup-1047-3922",
        "Karl Kraus (1874-1936)", "the call at 52.520008 north", "CEP 01310-100", "Lotto: 03 12 33 45 90", "My numbers were 04 11 23 35 42 49.", "Ratio 0.05 0.01 0.001 are the usual levels",
        "Partita IVA 01234567890", "〒100-0001", "My phone shows error 1012-4404",
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public void Orders_amounts_dates_and_versions_are_not(string text) => Assert.Empty(PersonalDataScanner.Find(text));

    [Theory]
    [InlineData("Could you change it from 01632 960 001 to 01632 960 002?", "01632 960 001", "01632 960 002")]
    [InlineData("国外からは+81 3-5555-0188へ", "+81 3-5555-0188")]
    [InlineData("Estoy en el 611 00 22 33 y vivo en 46001 Valencia.", "611 00 22 33")]
    [InlineData("Tel. 02/5550123", "02/5550123")]
    public void Shapes_that_nothing_else_has_are_found(string text, params string[] numbers) => Assert.All(numbers, n => Assert.True(IsFound(text, n), n));

    [Fact]
    public void A_number_alone_in_its_line_belongs_to_the_block_of_contacts_round_it() =>
        Assert.True(IsFound("Anna Example\n612 34 567\nanna@example.org", "612 34 567"));
}
