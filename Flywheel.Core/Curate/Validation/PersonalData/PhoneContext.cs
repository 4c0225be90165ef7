using System.Buffers;
using System.Collections.Frozen;

namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>What the words round a number say it is.</summary>
internal enum NumberMeaning
{
    /// <summary>Nothing.</summary>
    Unknown,

    /// <summary>A word of telephones stands near by in the same line.</summary>
    Telephone,

    /// <summary>A word of telephones stands right before or behind, with only function words between.</summary>
    DirectTelephone,

    /// <summary>Another thing that has a number, such as an order, stands nearer than any word of telephones.</summary>
    Other,
}

/// <summary>Reads the words round a number: the nearest one that names a kind of number decides.</summary>
internal static class PhoneContext
{
    private const int ReachBefore = 56;
    private const int ReachOfOther = 24;
    private const int ReachOfOtherForShape = 16;
    private const int ReachAfter = 24;
    private const int ReachBehind = 40;
    private const int ReachOfBlock = 80;

    // Stems; they have to begin a word, except the first row, which stand inside compounds too.
    private static readonly string[] Inside = ["telef", "teleph", "téléph", "teléf", "τηλέφ", "телеф", "телефон", "phone", "rufnummer", "handynum"];

    private static readonly string[] Telling =
    [
        "tel:", "tel.", "tel ", "tlf", "tfn", "tél", "mobil", "móvil", "movil", "móvel", "celular", "cellulare", "cell", "fax", "call",
        "dial", "whatsapp", "telegram", "viber", "wechat", "sms", "hotline", "hot line", "landline", "festnetz", "handy", "ruf ", "rufen", "ruft", "anruf",
        "desk:", "office:", "home:", "work:", "registered", "contact", "kontakt", "contato", "contatt", "reach", "ring ", "text me", "text us",
        "answering", "answerphone", "message", "nachricht", "mensaje", "voicemail", "voice mail", "switchboard", "pager", "toll-free", "toll free", "freephone", "helpline",
        "help line", "my number", "your number", "his number", "her number", "our number", "their number", "number to", "direct line",
        "line:", "nummer ist", "meine nummer", "unter der nummer", "unter ", "erreich", "zurückruf", "durchwahl", "appel", "joign", "rappel",
        "portable", "numéro est", "mon numéro", "llam", "llám", "número es", "mi número", "fijo", "ligue", "ligar", "liga ", "meu número",
        "chiam", "mio numero", "recapito", "bel ", "bellen", "belt ", "bereik", "mijn nummer", "telnr", "zadzwo", "dzwo", "komórk", "mój numer",
        "kom.", "volej", "zavol", "ring ", "ringa", "ringe", "soita", "puh.", "puhelin", "gsm", "hívj", "hívá", "звон", "позвон", "дзвон",
        "подзвон", "тел.", "тел:", "тел ", "моб", "номер телеф", "мой номер", "ara ", "arayın", "cep", "numaram", "numaradan", "numaray", "telem", "mi numero", "este número", "este numero", "contest", "responde", "apunt", "marca el", "marque", "wasap",
        "fixo", "fixe", "composez", "au numéro", "questo numero", "componi", "rispond", "al numero", "este é o número", "atendo", "disque", "mit nummer", "min nummer",
        "mitt nummer", "nummeret", "numret", "nummer er", "nummer är", "nummer is", "odbier", "stacjonarn", "domow", "numerze", "moje číslo", "číslo je", "na čísle", "moje čislo",
        "számom", "numărul meu", "numarul meu", "αριθμός μου", "κινητό", "σταθερό", "номерът ми", "мій номер", "мой номер", "домашн", "городск", "сотов", "nomor", "số của",
        "hang up", "hung up", "เบอร์", "شماره", "رقمي", "رقم الهاتف", "המספר שלי", "नंबर", "नबर", "电话", "號碼", "号码是", "番号は", "内線", "번호는", "電話", "電", "携帯", "连络", "联系",
        "电话", "手机", "拨打", "致电", "전화", "휴대", "연락", "팩스", "هاتف", "اتصل", "جوال", "موبايل", "تلفن", "फ़ोन",
        "फोन", "कॉल", "मोबाइल", "โทร", "điện thoại", "gọi", "telepon", "hubungi", "טלפון", "נייד", "ファックス", "ファクス",
    ];

    private static readonly string[] Behind =
    [
        "office", "fax", "mobile", "home", "cell", "desk", "work", "phone", "tel", "mobil", "privat", "dienstlich", "whatsapp", "anrufen",
        "erreich", "is my number", "is my phone", "is the number", "to reach", "to call", "にお電話", "まで", "へ電話", "으로 전화", "로 전화", "로 연락",
    ];

    /// <summary>Whole words, with or without an s.</summary>
    private static readonly FrozenSet<string> OtherThings =
        ("order account acct invoice ref reference ticket code case claim isbn sku tracking id serial version firmware release build page usd eur gbp "
        + "chf jpy dollar euro pound model part imei iccid batch lot booking reservation confirmation receipt parcel shipment policy contract member "
        + "membership licence license passport vat tax zip postcode score population price cost total amount paid sum balance salary budget revenue "
        + "bill barcode ean upc issue bug commit coordinate latitude longitude hash checksum row byte size item article patent flight room gate exam "
        + "question chapter section date born birth dated plz prix cena sap po pin otp timestamp "
        + "product asset pallet meter reading odometer mileage case docket student employee patient record lottery lotto loto draw series error meeting ratio conference "
        + "range measurement dimension weight height length width distance").Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> RangeWords =
        "between from since until von seit bis depuis desde dal".Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Stems that begin a word, and signs.</summary>
    private static readonly string[] OtherStems =
    [
        "〒", "partita iva", "p. iva", "p.iva", "código postal", "codice", "nota ", "lotería", "loteria", "lotteri", "mega-sena", "quiniela", "лотере", "индекс",
        "£", "$", "€", "¥", "₹", "customer n", "customer id", "bestell", "auftrag", "rechnung", "kunden", "konto", "vertrag", "sendung", "paket", "artikel", "betrag", "preis",
        "summe", "akten", "steuer", "serien", "teile", "commande", "facture", "compte", "dossier", "colis", "montant", "pedido", "factura",
        "cuenta", "expediente", "envío", "importe", "precio", "encomenda", "fatura", "valor", "preço", "ordine", "fattura", "conto",
        "pratica", "spedizione", "importo", "prezzo", "bestelling", "factuur", "rekening", "bedrag", "prijs", "zamówien", "faktur", "kwot",
        "заказ", "счёт", "счет", "договор", "накладн", "цена", "сумм", "артикул", "замовлен", "рахун", "верс", "sipariş", "hesap", "tutar",
        "订单", "訂單", "注文", "账户", "帐户", "发票", "价格", "金额", "金額", "伝票", "口座", "版本", "バージョン", "주문", "송장", "계좌", "금액", "버전",
        "طلب", "حساب", "فاتورة", "مبلغ", "ऑर्डर", "खाता", "राशि",
    ];

    private static readonly SearchValues<string> TellingWords = SearchValues.Create([.. Inside, .. Telling], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> OtherWords = SearchValues.Create(OtherStems, StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> InsideWords = SearchValues.Create(Inside, StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> BehindWords = SearchValues.Create(Behind, StringComparison.OrdinalIgnoreCase);

    private static readonly HashSet<string> FunctionWords = new(
        ("me us him her them you back on at is the a no nr num number numbers nummer numéro numero número num. was are or and via with under please now "
        + "my your our his their this that these new phone mobile mich uns an auf der die das ist lautet bitte oder und unter nous moi au le la est "
        + "sur al en el es por favor a o no ao para il alla è de het op naar op nr. pod do to czy i na по на мне нам или ил by dir ihn sie sofort direkt "
        + "today tomorrow anytime anyone someone support manager office work home desk line machine contact name still all after before if when so because s : - – . , ( [ * # = > |").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>What the words before and behind the number at these places say; a shape that tells by itself needs a nearer objection.</summary>
    public static NumberMeaning Of(string text, int start, int end, bool hasPhoneShape)
    {
        var reach = hasPhoneShape ? ReachOfOtherForShape : ReachOfOther;
        var before = text.AsSpan(Math.Max(0, start - ReachBefore), Math.Min(start, ReachBefore));
        var (telling, other) = (LastTelling(before), LastOther(before, hasPhoneShape));
        if (other > telling || IsOf(before, other, telling)) return before.Length - Math.Max(other, telling) <= reach ? NumberMeaning.Other : Following(text, end);
        if (telling < 0) return Following(text, end) is var following and not NumberMeaning.Unknown ? following : Surrounding(text, start, end);
        var between = before[telling..];
        if (IsDirect(between)) return NumberMeaning.DirectTelephone;
        return between.Contains('\n') ? Following(text, end) : NumberMeaning.Telephone;
    }

    /// <summary>Whether a word is tied to the number by a hyphen, as in <c>INV-2024-1234</c>, and is none of telephones.</summary>
    public static bool IsPartOfName(string text, int start)
    {
        if (start < 2 || text[start - 1] != '-' || !WordLetters.JoinsOrDigit(text[start - 2])) return false;
        var first = start - 2;
        while (first > 0 && start - first < 16 && WordLetters.JoinsOrDigit(text[first - 1])) first--;
        return !TiedWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text.AsSpan(first, start - 1 - first));
    }

    private static readonly FrozenSet<string> TiedWords = new[]
    {
        "tel", "mob", "ph", "phone", "telefon", "mobile", "mobil", "handy", "cell", "call", "on", "sms", "fax", "whatsapp", "hotline", "at",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the word before is CEP, which is a postcode in Brazil and a mobile phone in Turkey; the caller knows the groups.</summary>
    public static bool IsPostcode(string text, int start) =>
        text.AsSpan(Math.Max(0, start - 6), Math.Min(start, 6)).TrimEnd(" :").EndsWith("cep", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the word right behind the number is the thing it counts.</summary>
    public static bool CountsSomething(string text, int end)
    {
        var after = text.AsSpan(end, Math.Min(ReachAfter, text.Length - end)).TrimStart(' ');
        var length = 0;
        while (length < after.Length && char.IsLetter(after[length])) length++;
        return length > 0 && !FunctionWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(after[..length]);
    }

    private static NumberMeaning Following(string text, int end)
    {
        var after = text.AsSpan(end, Math.Min(ReachAfter, text.Length - end));
        var skipped = after.TrimStart(" -–(,:\\");
        return after.IndexOfAny('\r', '\n') is 0 || skipped.IndexOfAny(BehindWords) != 0 ? NumberMeaning.Unknown : NumberMeaning.DirectTelephone;
    }

    /// <summary>A word of telephones further behind in the line, or, for a number alone in its line, in the lines round it.</summary>
    private static NumberMeaning Surrounding(string text, int start, int end)
    {
        var after = text.AsSpan(end, Math.Min(ReachBehind, text.Length - end));
        var line = after.IndexOfAny(LineEnds);
        if (line >= 0) after = after[..line];
        if (Tells(after)) return NumberMeaning.Telephone;
        if (!after.Trim(" .,;").IsEmpty || (start > 0 && text[start - 1] != '\n')) return NumberMeaning.Unknown;
        var block = text.AsSpan(Math.Max(0, start - ReachOfBlock), Math.Min(text.Length, end + ReachOfBlock) - Math.Max(0, start - ReachOfBlock));
        return block.Contains('@') || Tells(block) ? NumberMeaning.Telephone : NumberMeaning.Unknown;
    }

    private static bool Tells(ReadOnlySpan<char> text) => text.ContainsAny(TellingWords) && LastTelling(text) >= 0;

    /// <summary>"The price of the phone": the first of both is what the number counts.</summary>
    private static bool IsOf(ReadOnlySpan<char> before, int other, int telling)
    {
        if (other < 0 || telling < 0 || telling - other > ReachOfOther) return false;
        foreach (var range in before[other..telling].Split(' '))
        {
            if (before[other..telling][range] is "of" or "for" or "of:" or "des" or "du" or "del" or "von" or "für" or "della") return true;
        }

        return false;
    }

    /// <summary>Whether nothing of content stands between the word and the number. The word itself is the first.</summary>
    private static bool IsDirect(ReadOnlySpan<char> between)
    {
        var first = true;
        var lookup = FunctionWords.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var range in between.SplitAny(Breaks))
        {
            var word = between[range].Trim("()[]*:;,.-–#=>|\"'+");
            if (!first && !word.IsEmpty && !lookup.Contains(word) && !IsNumber(word)) return false;
            first = false;
        }

        return true;
    }

    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n");
    private static readonly SearchValues<char> Breaks = SearchValues.Create(" \t\r\n:/'");

    private static bool IsNumber(ReadOnlySpan<char> word) => char.IsAsciiDigit(word[0]) && char.IsAsciiDigit(word[^1]);

    private static int LastTelling(ReadOnlySpan<char> text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (!char.IsLetter(text[i])) continue;
            if (Begins(text, i) ? text[i..].IndexOfAny(TellingWords) == 0 : text[i - 1] is not ('i' or 'I') && text[i..].IndexOfAny(InsideWords) == 0) return i;
        }

        return -1;
    }

    /// <summary>The words of ranges, as in "from 1200 to 1500", are no objection to what has the shape of a phone number.</summary>
    private static int LastOther(ReadOnlySpan<char> text, bool hasPhoneShape)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (char.IsWhiteSpace(text[i]) || !Begins(text, i)) continue;
            if (IsIn(OtherThings, text[i..]) || (!hasPhoneShape && IsIn(RangeWords, text[i..])) || text[i..].IndexOfAny(OtherWords) == 0) return i;
        }

        return -1;
    }

    private static bool IsIn(FrozenSet<string> words, ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && WordLetters.Joins(rest[length])) length++;
        var lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        var word = rest[..length];
        return lookup.Contains(word) || (length > 1 && word[^1] is 's' or 'S' && lookup.Contains(word[..^1]));
    }

    private static bool Begins(ReadOnlySpan<char> text, int i) => i == 0 || !WordLetters.Joins(text[i - 1]);
}
