using Flywheel.Core.Curate.Policies.Evaluation;

namespace Flywheel.Tests.Curate.Policies.Evaluation;

public class TextFactsTests
{
    [Theory]
    [InlineData("How do I change the address of my order?", "en")]
    [InlineData("Wie kann ich die Adresse meiner Bestellung ändern?", "de")]
    [InlineData("¿Cómo puedo cambiar la dirección de mi pedido en la tienda?", "es")]
    [InlineData("Comment est-ce que je peux changer l'adresse pour une commande ?", "fr")]
    [InlineData("Как изменить адрес заказа?", "ru")]
    [InlineData("如何更改订单地址?", "zh")]
    [InlineData("注文の住所を変更するには?", "ja")]
    [InlineData("주문 주소를 어떻게 변경하나요?", "ko")]
    [InlineData("كيف أغير عنوان الطلب؟", "ar")]
    [InlineData("12345 + 678 = ?", null)]
    [InlineData("xyzzy", null)]
    [InlineData("", null)]
    public void A_language_is_guessed(string text, string? language) => Assert.Equal(language, TextLanguage.Of(text));

    [Fact]
    public void Every_language_that_comes_out_is_in_the_list() =>
        Assert.All(["en", "de", "ru", "zh", "ja", "ko", "ar"], code => Assert.Contains(code, TextLanguage.Codes));

    [Theory]
    [InlineData("The fee is five euros.", "The fee is five euros.", 0, 0)]
    [InlineData("The fee is five euros.", "Nothing alike here, sorry", 0.8, 1)]
    [InlineData("The fee is five euros.", "The fee is six euros.", 0.1, 0.3)]
    [InlineData("", "New.", 1, 1)]
    [InlineData("", "", 0, 0)]
    public void The_distance_is_the_share_that_changed(string before, string after, double least, double most) =>
        Assert.InRange(EditDistance.Of(before, after), least, most);

    [Fact]
    public void Long_texts_are_compared_by_their_ends()
    {
        var text = string.Join(' ', Enumerable.Range(0, 5000));
        Assert.InRange(EditDistance.Of(text, text.Replace(" 2500 ", " x ", StringComparison.Ordinal)), 0.0001, 0.001);
    }
}
