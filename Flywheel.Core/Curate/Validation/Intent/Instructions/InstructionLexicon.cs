namespace Flywheel.Core.Curate.Validation.Intent.Instructions;

/// <summary>
/// The words of each concept: stems, separated by commas, one line a language. A stem begins a word in scripts that part words
/// with spaces and stands anywhere in others; a dot at its end makes it a whole word. Case and diacritics do not count.
/// </summary>
internal static class InstructionLexicon
{
    public static ConceptAutomaton Automaton { get; } = new(
    [
        (Concept.Disregard, """
            ignore., ignore all, ignoring, disregard., disregarding, forget., override., overriding, this message overrides, this overrides, this note overrides, bypass, do not follow, don't follow, stop following, no longer follow, stop obeying, set aside, throw out, abandon., discard., scrap., drop all, drop every, cancel all, erase all, wipe, pay no attention, takes precedence, take precedence, supersede, outrank, replaces all, have been updated, has been updated, have been changed, been lifted, been disabled, switched off, been replaced, been suspended, deactivated, void., are void, no longer apply, no longer valid, are cancelled, are revoked, are obsolete
            ignorier, vergiss, vergesst, vergessen sie, missacht, beachte nicht, beachten sie nicht, beachte keine, nicht mehr beacht, übergeh, überschreib, außer acht, verwirf, umgeh, halte dich nicht, haltet euch nicht, befolge nicht, befolge keine, lass alle, hat vorrang, haben vorrang, gelten nicht mehr, gilt nicht mehr, hinfällig, ungültig, setz alle, streiche
            ignore, ignorez, oublie, ne tiens pas compte, ne tenez pas compte, ne tiens plus compte, ne tenez plus compte, fais abstraction, faites abstraction, outrepass, contourne, ne suis pas, ne suis plus, ne suivez, néglige, passe outre, passez outre, annule., annulez, laisse de côté, laissez de côté, prévaut, prévalent, l'emporte, remplace toutes, ne respecte plus, ne s'appliquent plus, ne sont plus valables
            ignora, ignoren, olvida, olvide, omite., omita, haz caso omiso, haga caso omiso, hagan caso omiso, no sigas, no siga., no hagas caso, no haga caso, descarta, descarte, anula., anule, pasa por alto, pase por alto, prescinde, desobedec, deja de lado, deje de lado, desatiende, prevalece, sustituye a, quedan sin efecto, quedan anulad, ya no se aplican, no tengas en cuenta, no tenga en cuenta
            esqueça, esquece., desconsider, desrespeit, não siga, não sigas, descarte, contorne, despreze, deixe de lado, deixa de lado, prevalecem, deixe de seguir, não leve em conta, não tenha em conta, ficam sem efeito, substitui todas
            ignori., ignorate, ignorare, dimentica, dimentichi, scorda, trascura, non seguire, non seguir, non tenere conto, non tenga conto, scarta., scartate, bypassa, tralascia, aggira., lascia perdere, metti da parte, ha la precedenza, hanno la precedenza, prevale, annulla tutte, non valgono più, non tener conto
            negeer, vergeet, negeren, sla alle, volg niet, houd je niet, omzeil, overschrijf, laat alle, laat buiten beschouwing, hebben voorrang, heeft voorrang, gelden niet meer, vervallen, zet alle
            ignoruj, zignoruj, zapomnij, pomiń, pomijaj, zlekceważ, nie przestrzegaj, nie stosuj się, odrzuć, porzuć, obejdź, unieważni, mają pierwszeństwo, ma pierwszeństwo, przestają obowiązywać, już nie obowiązuj, nie zważaj, nie zwracaj uwagi
            игнорируй, игнорируйте, игнорировать, проигнорир, забудь, забыть все, не обращай, не следуй, не следовать, отбрось, отмени, обойди, пренебреги, не учитывай, не выполняй, больше не действ, имеет приоритет, имеют приоритет, отменяет, отменяют, отменяются, не соблюдай, утратили силу, заменяет все
            ігноруй, ігнорувати, проігнор, забудь, не зважай, не звертай, відкинь, скасуй, не дотримуй, не виконуй, обійди, має пріоритет, мають пріоритет, більше не діють, більше не діє, знехтуй, нехтуй
            yok say, görmezden gel, unut., unutun, unutup, dikkate alma, göz ardı, gözardı, boş ver, boşver, uyma., uymayı bırak, geçersiz, atla., hiçe say, önceliklidir, iptal et, bir kenara bırak
            忽略, 无视, 無視, 忘记, 忘掉, 忘記, 忘了, 不要理会, 不理会, 不必理会, 不用理, 不再理会, 抛开, 跳过, 绕过, 不要遵守, 不要遵循, 不再遵, 别管, 不要管, 放弃, 覆盖, 优先于, 作废, 失效, 撇开, 取代, 不必遵, 丢弃, 推翻
            無視, 忘れて, 忘れ去, 従わない, 従うな, 従わず, 破棄, 取り消し, 無効, 考慮しない, 気にしない, 上書き, 優先され, 優先する, 捨てて, 守らなく
            무시, 잊어, 잊고, 잊으, 따르지, 무효, 신경 쓰지, 건너뛰, 폐기, 우선합니다, 우선한다, 우선하며, 지키지 마, 제쳐
            تجاهل, انس , انسى, انسَ, تجاوز, لا تتبع, أهمل, الغ , ألغ, اترك كل, تغاض, له الأولوية, تلغي, لا تلتزم, تخل عن, ملغا
            ignorera, bortse från, glöm, ignorer, glem, se bort fra, ignoruj, zapomeň, nedbej, unohda, jätä huomiotta, älä välitä, αγνόησε, αγνοήστε, ξέχνα, bỏ qua, quên, abaikan, lupakan, התעלם, שכח
            अनदेखा, अनदेखी, नजरअंदाज, नज़रअंदाज़, भूल जा, भुला, उपेक्षा, मत मान, ध्यान मत, अनसुना, पालन मत, पालन न, रद्द, छोड़ दो, दरकिनार, प्राथमिकता
            """),
        (Concept.Instruction, """
            instruction, prompt., prompts., rules., rule., guideline, directive, directions., commands., guardrail, restrictions., constraints., system message, your polic, all polic, programming., safety, you were told, you have been told, you've been told, been told, the user asked, user's question, what the user, user's request, the question above, told before, everything above, anything above, all of the above, all the above, the text above, everything before, said before, came before, your orders, prior context, previous context, content policy, conditioning
            anweisung, instruktion, anleitung, regel., regeln, richtlinie, vorgabe, befehl, vorschrift, weisung, einschränkung, beschränkung, alles oben, gesagt wurde, alles bisherige, alles vorherige, was du gelernt
            consigne, règle, indications, ordres., restriction, tout ce qui précède, directives, ce qu'on t'a dit
            instruccion, instrucción, indicaciones, reglas, regla., directriz, directrices, normas, órdenes, restriccion, consigna, pautas, todo lo anterior, te han dicho, te dijeron
            instruções, instrução, instruç, regras, regra., diretriz, orientações, comandos, ordens, restriç, tudo acima, tudo o que foi dito
            istruzion, regole, regola., direttiv, indicazion, ordini., comandi, linee guida, vincoli, tutto ciò che, consegne., disposizioni
            instructie, regels, richtlijn, opdrachten, opdracht., aanwijzing, voorschrift, bevel, beperking, alles hierboven
            instrukcj, polece, zasad, reguł, wytyczn, nakaz, ogranicze, dyrektyw, wszystko powyżej, to co powyżej, wskazówk
            инструкц, указани, правил, команд, распоряжен, промпт, директив, ограничен, предписан, установк, все что выше, всё сказанное, наставлен
            інструкц, вказівк, правил, команд, промпт, настанов, обмежен, розпорядж, директив, усе вище
            talimat, yönerge, kurallar, kuralı, komut, yönlendirme, kısıtlama, emirler, emri, istem., istemleri, yukarıdaki her şey, direktif
            指令, 指示, 规则, 規則, 提示词, 提示, 命令, 限制, 准则, 準則, 设定, 规定, 约束, 要求, 上面的内容, 以上内容, 说明, 指引
            指示, 命令, 指令, ルール, 規則, プロンプト, ガイドライン, 制約, 制限, 設定, 方針
            지시, 명령, 지침, 규칙, 프롬프트, 가이드라인, 제한, 설정, 제약
            تعليمات, أوامر, قواعد, إرشادات, توجيهات, قيود, الأوامر, ضوابط
            instruktion, anvisning, regler, instrukser, pokyn, instrukce, pravidla, ohje, sääntö, säännö, οδηγί, κανόν, hướng dẫn, chỉ dẫn, quy tắc, instruksi, perintah, aturan, הוראות, ההוראות, כללים
            निर्देश, नियम, आदेश, प्रॉम्प्ट, हिदायत, दिशानिर्देश, पाबंद, प्रतिबंध
            """),
        (Concept.Earlier, """
            previous, prior., above., earlier, preceding, before., initial, original., existing, so far, all., any., everything, every., your., you were, you have been, you've been, given to you, system., other., current., safety, former, past., these., those., up to now, until now
            vorherig, bisherig, obig, vorig, früher, vorangegangen, vorangehend, vorhergehend, zuvor, alle., alles., allen., sämtlich, deine, gegeben, oben., ursprünglich, erhalten, vorstehend, andere
            précédent, antérieur, ci-dessus, toutes., tous., tout., tes., vos., avant, plus haut, reçu, données, initiales, préalable, autres
            anterior, previa, previo, todas., todos., todo., tus., arriba, recibid, dadas, precedente, hasta ahora, originales, otras., demás
            suas., acima, recebid, tudo., até agora, até aqui, prévi, originais, outras
            tutte., tutti., tutto., tue., tuoi., sopra, ricevut, date., finora, originali, iniziali, fornite, altre
            vorige, eerdere, voorgaande, bovenstaand, jouw, gegeven, tot nu toe, oorspronkelijk, hierboven, andere
            poprzedni, wcześniejsz, powyższ, wszystk, wszelk, swoje, swoich, twoje, twoich, dotychczas, otrzyman, pierwotn, innymi, inne
            предыдущ, прежн, прошл, выше, ранее, раньше, все., всех., всем., всеми, свои, твои, ваши, полученн, данные, исходн, изначальн, прочи, другие
            попередн, вищ, раніше, всі., усі., всіх., свої, твої, ваші, отриман, початков, інші
            önceki, yukarıdaki, tüm, bütün, daha önce, verilen, önceden, bugüne kadar, mevcut, şimdiye kadar, diğer, eski
            之前, 以前, 先前, 上面, 以上, 前面, 所有, 全部, 一切, 此前, 原来, 原有, 你的, 既有, 上述, 过去, 早先, 任何, 其他, 系统
            以前, これまで, 上記, 前の, 先の, すべて, 全て, 今まで, 上の, 元の, 与えられた, 従来, あなたの, それまで, 全部, 他の
            이전, 위의, 앞의, 앞서, 모든, 모두, 지금까지, 기존, 앞선, 너의, 당신의, 받은, 전부, 다른
            السابق, أعلاه, جميع, كل, كافة, الأصلي, ما سبق, قبل, تلقيت, أخرى
            tidigare, alla., föregående, tidligere, alle., foregående, předchozí, všechn, dosavadní, aiemmat, kaikki, edelliset, προηγούμενες, όλες, όλους, trước, tất cả, sebelumnya, semua, הקודמות, כל, הקודם
            पिछले, पिछली, पहले, उपरोक्त, ऊपर, सभी, सारे, सब, अब तक, पूर्व, मूल, अन्य, दिए गए
            """),
        (Concept.Assistant, """
            assistant., assistants., ai., language model, llm, chatbot, chat bot, bot., bots., this model, the model, dear model, future model, model reading, gpt, chatgpt, neural net, artificial intelligence, virtual agent, agents reading, copilot
            assistent, assistenten, ki., sprachmodell, ki-modell, ki-system, modell., modells., künstliche intelligenz, sprachassistent
            ia., l'ia, modèle, robot conversationnel, intelligence artificielle, agent conversationnel, assistant virtuel
            asistente, modelo de lenguaje, modelo., modelos., inteligencia artificial, bot de
            assistente, modelo de linguagem, robô, inteligência artificial
            assistente virtuale, modello linguistico, modello., modelli., intelligenza artificiale
            assistent, taalmodel, kunstmatige intelligentie, model.
            asystent, model językowy, modelu., modele., sztuczna inteligencj, sztucznej inteligencj
            ассистент, помощник, ии., языковая модель, языковой модел, языковую модель, модель., модели., чат-бот, чатбот, бот., бота., боту., нейросет, искусственный интеллект, искусственного интеллекта
            асистент, помічник, ші., мовна модель, мовної моделі, модель., моделі., чат-бот, чатбот, бот., бота., нейромереж, штучний інтелект, штучного інтелекту
            asistan, yapay zeka, yapay zekâ, dil modeli, modele., modelin, sohbet botu, bot.
            助手, 助理, 模型, 人工智能, 机器人, 大模型, 智能体, 語言模型
            アシスタント, モデル, 人工知能, チャットボット, ボット, 言語モデル
            어시스턴트, 비서, 모델, 인공지능, 챗봇, 언어 모델, 에이아이, ai에게
            المساعد, مساعد, الذكاء الاصطناعي, ذكاء اصطناعي, نموذج, النموذج, روبوت, البوت, بوت
            assistenten, språkmodell, sprogmodel, ki-model, asistent, jazykový model, avustaj, tekoäly, kielimalli, βοηθ, μοντέλο, trợ lý, mô hình, asisten, model bahasa, עוזר, מודל
            सहायक, असिस्टेंट, एआई, मॉडल, चैटबॉट, बॉट, कृत्रिम बुद्धि
            """),
        (Concept.Note, """
            note to, note for, notes for, message to, message for, memo to, memo for, attention., attn, dear, hey, reminder to, reminder for, instruction for, instructions for, instruction to, instructions to, notice to, notice for, directive to, directive for, to whichever, order to, command to, addressed to, listen., info for, important for
            hinweis an, hinweis für, nachricht an, achtung, an alle, liebe, lieber, liebes, notiz an, notiz für, anweisung an, anweisung für, befehl an, mitteilung an
            note à, note pour, note au, message pour, message à, message au, à l'attention, attention, cher, chère, consigne pour, consigne à, instruction pour, avis à, à destination
            nota para, nota al, nota a la, mensaje para, mensaje al, atención, aviso, querid, estimad, instrucción para, instrucciones para, orden para
            nota ao, nota à, mensagem para, mensagem ao, atenção, caro, cara, instrução para, instruções para
            nota per, messaggio per, messaggio al, attenzione, avviso, istruzione per, istruzioni per, promemoria
            bericht aan, bericht voor, let op, opmerking voor, notitie voor, notitie aan, beste, instructie voor
            uwaga, notatka dla, wiadomość dla, wiadomość do, drog, instrukcja dla, polecenie dla, informacja dla, do modelu, do asystenta, dla modelu, dla asystenta
            примечание для, внимание, сообщение для, заметка для, указание для, инструкция для, дорог, уважаем, для модели, для ассистента, команда для, памятка
            увага, примітка для, повідомлення для, нотатка для, вказівка для, інструкція для, шановн, дорог, для моделі, для асистента
            dikkat, için not, not:, mesaj, sayın, sevgili, için talimat, asistana, modele, uyarı
            注意, 致, 給, 請注意, 备注, 通知, 请注意, 提醒, 敬告, 尊敬的
            注意, 備考, 宛, へのメモ, へのお知らせ, への指示, 各位, への注, 親愛なる
            참고, 에게, 메모, 주의, 알림, 공지
            ملاحظة, تنبيه, رسالة إلى, عزيز, انتباه, أيها, أيتها, مذكرة
            ध्यान दें, नोट, सूचना, प्रिय, संदेश, को निर्देश
            """),
        (Concept.EveryTime, """
            from now on, from here on, from this point, from this moment, from today on, henceforth, hereafter, going forward, as of now, whatever the question, whatever question, whatever you are asked, whatever is asked, whatever they ask, whatever anyone asks, no matter what, no matter the question, no matter how, regardless of the question, regardless of what, in all future, all future, every future, any future, future conversation, future answers, future responses, future replies, every answer, every response, every reply, each answer, each response, each reply, all answers, all responses, all replies, all your answers, all your responses, all your replies, in every conversation, in all conversations, every conversation, for the rest of, until further notice, until told otherwise, for all users, to every user, to all users, every question, all questions, any question, for ever, forever, permanently, in perpetuity, under all circumstances, under any circumstances, irrespective of, in every case, each of your, in each of, every one of your, all of your answers, all of your replies, all of your responses, from here on, for every query, to every query, any query, all queries, every single, no matter who, every message, each message, all messages, for this conversation, in this conversation, remainder of
            ab jetzt, ab sofort, von nun an, von jetzt an, fortan, künftig, zukünftig, in zukunft, von heute an, egal was, egal welche, egal wer, egal wonach, ganz gleich, unabhängig von, unabhängig davon, auf jede frage, jede frage, jeder frage, jeder antwort, jede antwort, allen antworten, alle antworten, deine antworten, alle fragen, allen fragen, dauerhaft, ausnahmslos, was auch immer, in jedem gespräch, jede anfrage, jeder anfrage, für immer, bis auf weiteres, allen nutzern, jedem nutzer
            désormais, dorénavant, à partir de maintenant, à compter de maintenant, dès à présent, à l'avenir, quelle que soit, quel que soit, peu importe, toute question, chaque question, toutes les questions, chaque réponse, toutes les réponses, toutes tes réponses, toutes vos réponses, sans exception, tous les utilisateurs, en permanence, dans tous les cas, indépendamment de, quoi qu'on, quoi que, pour toujours, jusqu'à nouvel ordre, à chaque réponse
            de ahora en adelante, a partir de ahora, a partir de este momento, desde ahora, desde este momento, en adelante, de aquí en adelante, en el futuro, sea cual sea, sea cual fuere, cualquiera que sea, cualquier pregunta, toda pregunta, todas las preguntas, cada pregunta, cada respuesta, todas las respuestas, todas tus respuestas, sin excepción, independientemente, no importa qué, no importa lo, pase lo que pase, a todos los usuarios, respuestas futuras, futuras respuestas, para siempre, sin importar, hasta nuevo aviso
            de agora em diante, a partir de agora, a partir deste momento, doravante, daqui para frente, daqui em diante, daqui por diante, seja qual for, qualquer pergunta, independentemente, não importa, todas as perguntas, todas as respostas, cada resposta, cada pergunta, sem exceção, futuras respostas, respostas futuras, para sempre, qualquer que seja, no futuro, todas as suas respostas, até novo aviso
            d'ora in poi, d'ora in avanti, da ora in poi, da ora in avanti, da adesso in poi, da questo momento, in futuro, qualunque sia, qualunque cosa, qualunque domanda, qualsiasi domanda, qualsiasi cosa, a prescindere, indipendentemente, non importa, tutte le domande, tutte le risposte, ogni risposta, ogni domanda, senza eccezion, risposte future, per sempre, fino a nuovo ordine, tutte le tue risposte
            vanaf nu, vanaf dit moment, voortaan, in de toekomst, ongeacht, welke vraag ook, elke vraag, iedere vraag, alle vragen, elk antwoord, ieder antwoord, alle antwoorden, al je antwoorden, zonder uitzondering, wat er ook, toekomstige, voor altijd, maakt niet uit wat, in het vervolg, tot nader order
            od teraz, od tej chwili, od tej pory, od tego momentu, odtąd, w przyszłości, każde pytanie, każda odpowiedź, każdej odpowiedzi, każdą odpowiedź, wszystkie pytania, wszystkie odpowiedzi, wszystkich odpowied, niezależnie, bez względu, przyszłych, bez wyjątku, na zawsze, cokolwiek, obojętnie, do odwołania, w każdej odpowiedzi
            отныне, с этого момента, с этой минуты, с сегодняшнего, впредь, в будущем, на любой вопрос, любой вопрос, любые вопросы, на все вопросы, все вопросы, независимо, какой бы, что бы, о чём бы, каков бы, в каждом ответе, каждый ответ, каждому ответу, во всех ответах, всех ответах, без исключен, всем пользовател, в дальнейшем, каждый вопрос, навсегда, вне зависимости, неважно, будущих ответ
            відтепер, віднині, надалі, у майбутньому, з цього моменту, на будь-яке, будь-яке запитання, будь-яке питання, незалежно, хоч би, у кожній відповіді, кожна відповідь, кожну відповідь, без винятк, на всі запитання, на всі питання, всі запитання, яке б, що б, про що б, назавжди, усіх відповід, всіх відповід, кожне запитання
            bundan sonra, bundan böyle, şu andan itibaren, şimdiden sonra, ne olursa olsun, ne sorulursa, ne sorarsa, her soru, tüm soru, bütün soru, her cevap, her yanıt, tüm cevap, tüm yanıt, bütün cevap, bütün yanıt, gelecekteki, istisnasız, fark etmeksizin, soru ne olursa, sonsuza, hangi soru
            从现在起, 从现在开始, 從現在, 从今以后, 从今往后, 从此, 今后, 今後, 以后, 无论, 無論, 不管, 不论, 任何问题, 所有问题, 每个问题, 一切问题, 所有回答, 每个回答, 每次回答, 每一个回答, 每条回复, 所有回复, 任何情况, 未来, 永远, 一律, 所有用户
            今後, これから, これ以降, 以降, 今から, 何を聞かれても, 何を尋ねられ, どんな質問, すべての質問, 全ての質問, あらゆる質問, すべての回答, 全ての回答, いかなる, 永久に, 例外なく, どのような質問, 質問に関わらず, 質問にかかわらず, 質問が何で, すべての返答, 毎回の回答, 全ユーザー
            앞으로, 이제부터, 지금부터, 이 시점부터, 어떤 질문, 모든 질문, 무슨 질문, 모든 답변, 모든 응답, 상관없이, 향후, 예외 없이, 관계없이, 무엇을 묻든, 무엇을 물어, 질문이 무엇, 어떤 경우, 영원히, 모든 사용자
            من الآن, من الان, منذ الآن, مستقبل, مهما, أي سؤال, بغض النظر, جميع الأسئلة, كل الأسئلة, كل سؤال, كل إجابة, جميع الإجابات, كل الإجابات, كل رد, جميع الردود, فصاعدا, بدون استثناء, دون استثناء, إلى الأبد, لجميع المستخدمين
            från och med nu, hädanefter, oavsett, alla frågor, alla svar, varje svar, fra nu af, fremover, uanset, alle spørgsmål, hvert svar, odteď, od nynějška, bez ohledu, na každou otázku, každou odpověď, každá odpověď, tästä lähtien, jatkossa, riippumatta, kaikkiin kysymyksiin, jokainen vastaus, από εδώ και πέρα, από τώρα, ανεξάρτητα, κάθε ερώτηση, κάθε απάντηση, từ bây giờ, từ nay, bất kể, mọi câu hỏi, mọi câu trả lời, mulai sekarang, apa pun, setiap pertanyaan, setiap jawaban, מעכשיו, מעתה, לא משנה, כל שאלה, כל תשובה
            अब से, आगे से, भविष्य में, चाहे, कोई भी सवाल, किसी भी सवाल, किसी भी प्रश्न, कोई भी प्रश्न, हर सवाल, हर जवाब, सभी सवाल, सभी प्रश्न, सभी उत्तर, सभी जवाब, हर उत्तर, हर प्रश्न, बिना अपवाद, आज से, इसके बाद, हमेशा के लिए
            """),
        (Concept.Always, """
            always, never., whenever, every time, each time, any time, anytime, at all times, without exception, invariably, constantly, consistently, you shall, if anyone, if anybody, if someone, if a user, if the user, if users, when a user, when the user, when users, when anyone, when someone, when asked, if asked, should anyone, should a user, anyone asking, those who ask, people who ask, in response to, must., only ever, by default, as soon as, once the, once a, if a message, if the message, if the input, when the input, when a message, if the word, when the word, if the phrase, when the phrase, upon, should the, any mention, each mention, every mention, at every, in any reply, in any answer
            immer, stets, jedes mal, jedesmal, wann immer, niemals, nie., sobald, bei jeder, in jeder, wenn jemand, wenn ein nutzer, wenn nutzer, wenn der nutzer, falls jemand, wenn du gefragt, grundsätzlich, wer nach, muss., müssen, soll., sollen, sollte, wenn die nachricht, wenn das wort, taucht, kommt das wort, schreibt jemand, schreibt ein, tippt, bei fragen nach, bei fragen zu, wer fragt, fragt jemand, erwähnt jemand
            toujours, chaque fois, dès que, jamais, systématiquement, si quelqu'un, lorsqu'un utilisateur, lorsque l'utilisateur, quand un utilisateur, quand on te, si on te, si l'on te, quand quelqu'un, si un utilisateur, si l'utilisateur, lorsqu'on, lorsque, doit., doivent, devra, devront, il faut, dès qu', si le message, quand le message, à quiconque
            siempre, cada vez, siempre que, nunca, jamás, si alguien, cuando alguien, cuando un usuario, cuando el usuario, si un usuario, si te pregunt, cuando te pregunt, si el usuario, sistemáticamente, debe., deben, deberá, deberás, hay que, en cuanto, si el mensaje, cuando el mensaje, cuando aparezca, a quien, quien pregunte, ante cualquier
            sempre, toda vez, nunca, jamais, se alguém, quando alguém, quando um usuário, quando o usuário, se um usuário, se te pergunt, quando pergunt, se o usuário, quando um utilizador, deve., devem, deverá, assim que, se a mensagem, quando a mensagem, quem perguntar, é preciso
            ogni volta, ogniqualvolta, mai., se qualcuno, quando qualcuno, quando un utente, quando l'utente, se un utente, se ti chied, quando ti chied, se l'utente, chiunque, deve., devono, dovrà, bisogna, non appena, se il messaggio, quando il messaggio, quando compare, a chi
            altijd, telkens, elke keer, iedere keer, wanneer dan ook, nooit, als iemand, wanneer iemand, als een gebruiker, wanneer een gebruiker, als de gebruiker, steeds, moet., moeten, dient., zodra, als het bericht, als het woord, wanneer het woord, wie vraagt
            zawsze, za każdym razem, ilekroć, nigdy, jeśli ktoś, gdy ktoś, jeżeli ktoś, gdy użytkownik, jeśli użytkownik, kiedy użytkownik, kiedy ktoś, jeżeli użytkownik, należy, powinn, musi., musisz, muszą, trzeba, gdy tylko, jeśli wiadomość, gdy wiadomość, jeśli pojawi, gdy pojawi, gdy padnie, każdemu, kto pyta
            всегда, каждый раз, всякий раз, когда бы, никогда, постоянно, если кто, если пользователь, когда пользователь, если тебя спрос, когда тебя спрос, если вас спрос, когда спрашива, если спрос, при любом, при каждом, должен, должны, следует, нужно, надо., как только, если в сообщении, если сообщение, если встретится, когда встретится, кто спр, каждому
            завжди, щоразу, кожного разу, ніколи, якщо хтось, якщо користувач, коли користувач, якщо тебе, коли тебе, коли хтось, постійно, повинн, слід., потрібно, треба., щойно, якщо повідомлення, кожному
            her zaman, daima, her seferinde, asla, hiçbir zaman, sürekli, biri sor, kullanıcı sor, birisi, sorulduğunda, sorarsa, sorduğunda, mutlaka, gerekir, gerekiyor, zorunda, mesajda, geçtiğinde, görürsen, yazarsa, herkese
            始终, 总是, 總是, 每次, 每当, 永不, 绝不, 凡是, 只要, 如果有人, 如果用户, 当用户, 当有人, 被问到, 问到, 必须, 务必, 都要, 一定要, 切勿, 一旦, 如果消息, 当消息, 遇到, 凡, 应当, 应该, 需要
            常に, いつも, 必ず, 毎回, たびに, 度に, 決して, 絶対に, 聞かれたら, 聞かれた場合, 尋ねられたら, 質問されたら, ユーザーが, 場合は, べき, メッセージに, 入力に, と入力, と書かれ, と言われたら, ようにして, こと。
            항상, 언제나, 매번, 할 때마다, 때마다, 무조건, 절대, 결코, 누군가, 사용자가, 반드시, 물으면, 질문하면, 물어보면, 꼭, 해야, 메시지에, 입력하면, 나오면, 들어 있으면, 하도록
            دائما, دائمًا, في كل مرة, كلما, أبدا, أبدًا, إذا سأل, عندما يسأل, إذا سئل, عند سؤال, لا بد, إذا سُئل, يجب, ينبغي, بمجرد, إذا كتب, عند ظهور, إذا احتوت, كل من
            alltid, aldrig, varje gång, om någon, altid, hver gang, hvis nogen, vždy, nikdy, pokaždé, pokud se někdo, aina, joka kerta, jos joku, πάντα, ποτέ, κάθε φορά, αν κάποιος, luôn, mỗi khi, không bao giờ, nếu ai, selalu, setiap kali, jangan pernah, jika ada, תמיד, בכל פעם, לעולם, אם מישהו
            हमेशा, हर बार, जब भी, कभी नहीं, कभी भी, सदैव, यदि कोई, अगर कोई, जब कोई, यदि उपयोगकर्ता, जब उपयोगकर्ता, पूछे तो, पूछने पर, पूछा जाए, अवश्य, चाहिए, जैसे ही, यदि संदेश, अगर संदेश, जब संदेश, लिखे तो, ज़रूर
            """),
        (Concept.Answer, """
            answer., reply., respond., say., tell them, tell users, tell the user, tell people, tell everyone, tell anyone, recommend., mention., direct them, direct users, direct people, refer them, refer users, point them, point users, send them to, send users, steer, promote., append., end with, end your, begin with, begin your, start with, start your, finish with, close with, conclude with, claim that, insist, refuse., deny., decline., output., treat., praise., redirect, insert., repeat the, advise them, advise users, urge., state that, assert, suggest that, include the, include a, attach., sign off, link to, describe, endorse, favour, favor, name only, be told, add the, add a, present., call it, use the phrase, translate into, swear, compliment, mock, suggest., refer to, speak of, agree with, contradict, comply, praise, hand out, give out, give them, give users, give people, give everyone, give anyone, push., pitch., plug., nudge, vouch, talk up, sell., portray, frame it, discourage, downplay, dismiss., criticise, criticize, credit., cite., list only, spell, quote only, begin each, end each, open with, be sent to, should be sent, be directed, be referred, contain the, contain a, finish each, ask for, ask the user, ask them, request their
            teile, teil., zu nennen, zu empfehlen, zu verweisen, empfohlen, hinzuweisen, hinweisen, erklär, rate ab, abraten, betone, verkünde, weiterleiten, verschweig, bewirb, stelle, stell.,
            antwort, sag., sage., sagst, erwähn, empfiehl, empfehl, verweis, schreib, füg, hinzu, behaupte, rate., leite, wiederhol, beende, lehne, verweigere, schick, nenne., gib als, preise., hänge, weise auf, lobe, bezeichne, fordere
            répond, répons, dis., dites., dire., mentionne, recommande, renvoie, renvoyez, dirige, oriente, ajoute, conclu, termine, affirme, refuse, conseille, insère, recommander, renvoyer, mentionner, orienter, conseiller, vante., promeus, présente, parle de, glisse, indique., prétends, invite., envoie, cite.
            respond, respuest, recomendar, mencionar, decir, dile, diles, mándal, envíal, deriva, sugiér, insist, habla de, promocion, presenta, redirig, diga., decir, menciona, recomiend, recomend, dirige., dirija, dirígel, remite, remítel, añad, agreg, incluye, incluya, termina, afirm, niega, niégate, sugier, aconsej, contest, envía, indica., redirig, rechaz, elogia
            responda, resposta, recomendar, mencionar, dizer, fale de, promov, divulgue, apresente, diga., dizer, mencion, direcion, encaminh, adicion, acrescent, inclua, termin, recuse, sugira, indique, envie., redirecion, elogie, negue
            rispond, rispost, consigliare, menzionare, promuov, presenta, parla di, invita, dici, dire., menzion, consigli, raccomand, indirizz, rimand, aggiung, includi, termina, afferma, rifiut, sugger, invia., concludi, reindirizz, sostieni, loda
            antwoord, zeg., aanbevelen, verwijzen, zeggen, noemen, promoot, aanraden, vermeld, noem., raad, verwijs, stuur, voeg, eindig, beweer, weiger, beveel, adviseer, herhaal, schrijf, prijs., sluit af
            odpowi, powiedz, polecać, kierować, odsyłać, mówić, wspominać, informuj, zachęcaj, promuj, zalecaj, mów., wspomin, polec, kieruj, odsył, dodaw, dodaj, zakończ, kończ, twierdź, odmaw, odmów, sugeruj, doradz, podaj, podawaj, przekier, chwal, umieść, umieszcz
            отвеч, ответ, говори, скажи, упомин, рекоменд, направля, отправля, добавля, добавь, заканчив, утвержда, отказыв, советуй, предлагай, указыв, называй, пиши, сообщай, вставля, хвали, перенаправ
            відповід, кажи, скажи, згаду, рекоменд, направля, скеров, додава, додай, закінч, завершу, стверджу, відмовля, радь, пропону, вказу, називай, пиши, перенаправ, хвали
            cevap, yanıt, söyle, deyin, bahset, öner, yönlendir, ekle, bitir, iddia et, reddet, tavsiye, belirt, yaz., yazın, öv., cevapla
            回答, 回复, 答复, 回應, 回覆, 说, 提到, 推荐, 引导, 告诉, 添加, 加上, 结尾, 拒绝, 声称, 建议, 提及, 答案, 输出, 附上, 称, 介绍, 写上, 回應, 赞美
            回答, 答え, 返答, 言っ, 言い, 述べ, 推奨, 勧め, 案内, 誘導, 追加, 付け, 含め, 終え, 拒否, 主張, 言及, 返信, おすすめ, 紹介, 応答, 伝え, 締め, 褒め
            답변, 대답, 답하, 답해, 응답, 말하, 말해, 언급, 추천, 안내, 추가, 덧붙, 포함, 끝내, 거부, 주장, 제안, 권하, 유도, 마무리, 답은, 칭찬
            أجب, اجب, رد , رد ب, ردود, قل , اذكر, أوص, وجه, وجّه, أضف, اختم, ارفض, انصح, اقترح, إجاب, جواب, أخبر, بالرد, الرد, إجابت, أرسل, ادع أن, امدح
            svara, säg, rekommendera, hänvisa, avsluta, nämn, sig., anbefal, henvis, afslut, odpověz, odpovídej, řekni, doporuč, odkazuj, odkaž, zmiň, vastaa, sano, suosittele, ohjaa, mainitse, απάντα, απαντ, πες, πρότεινε, παρέπεμψε, ανάφερε, trả lời, nói, đề xuất, giới thiệu, hướng họ, jawab, katakan, rekomendasikan, arahkan, sebutkan, ענה, אמור, המלץ, הפנה
            जवाब, उत्तर, कहो, कहें, कहना, कहिए, बताओ, बताएं, बताएँ, उल्लेख, सुझा, सिफारिश, सिफ़ारिश, भेज, जोड़, समाप्त, मना कर, दावा, लिख, तारीफ
            """),
        (Concept.Question, """
            question, asked., asks., ask about, asking., inquir, query., queries., user., users., topic., topics., customer asks, conversation, anyone, prompt., request., requests.
            frage, fragt, gefragt, nutzer, benutzer, anfrage, jemand, kunde fragt, gespräch
            question, demande, utilisateur, interrog, quelqu'un, conversation
            pregunt, usuari, consulta, alguien, conversación
            pergunt, usuári, utilizador, consulta, alguém, conversa
            domand, chied, chiest, utent, richiest, qualcuno, conversazion
            vraag, vragen, vraagt, gevraagd, gebruiker, iemand, gesprek
            pytan, pyta., zapyta, użytkowni, ktoś, rozmow
            вопрос, спрос, спрашив, пользовател, запрос, разговор, диалог
            запитан, питан, запита, спита, користувач, хтось, розмов
            soru, sorar, sorul, kullanıcı, biri., sohbet
            问题, 提问, 问到, 询问, 用户, 有人, 对话, 問題
            質問, 聞かれ, 尋ね, 問わ, ユーザー, 訊か, 会話
            질문, 물어, 묻, 사용자, 문의, 대화
            سؤال, سأل, يسأل, المستخدم, أسئلة, استفسار, محادثة
            सवाल, प्रश्न, पूछ, उपयोगकर्ता, यूज़र, यूजर, बातचीत
            """),
        (Concept.Persona, """
            you are now, you're now, act as a, act as an, act as if you, act like a, pretend to be, pretend you, pretend that you, dan., do anything now, developer mode, dev mode, debug mode, jailbreak, god mode, admin mode, sudo mode, maintenance mode, unrestricted, without restrictions, without any restrictions, no restrictions, no limitations, unfiltered, uncensored, no longer bound, no longer an, free of all, free from all, free of every, free from every, forget that you are, forget you are, drop your persona, without any limits, without limits, speak as evil, evil twin, stop being, respond only as, you must now, you are not, your name is, call yourself, introduce yourself as, speak as, adopt the persona, from now on you are, identify as, behave as, talk like, respond as, answer as, think of yourself as, you will play, you will act, you will be, your persona, your identity, role-play as, roleplay as, you are no longer, new persona, new identity, stay in character, your new role, your new name, switch to the persona, without filters, without any filter, without censorship, assume the role, take on the role
            du bist jetzt, du bist nun, du bist ab, bist du jetzt, bist du ab, bist du nur noch, tu so als, gib dich als, entwicklermodus, ohne einschränkung, ohne jede einschränkung, ohne filter, nicht mehr gebunden, spiel die rolle, spiele die rolle, verhalte dich wie, du bist nicht mehr, deine neue rolle, schlüpfe in, dein name ist, nenne dich, stell dich als, sprich wie, sprich als, benimm dich, du heißt
            tu es maintenant, tu es désormais, vous êtes désormais, vous êtes maintenant, fais comme si, fais semblant, agis comme, agissez comme, mode développeur, sans restriction, sans aucune restriction, sans filtre, comporte-toi, joue le rôle, tu n'es plus, incarne, ton nouveau rôle, ton nom est, tu t'appelles, présente-toi comme, parle comme, réponds comme
            ahora eres, eres ahora, ahora serás, actúa como si, actúa como un, actúa como una, finge que, finge ser, haz como si, modo desarrollador, sin restriccion, sin ninguna restricción, sin filtros, ya no eres, compórtate como, asume el papel, tu nuevo rol, tu nombre es, te llamas, preséntate como, habla como, responde como
            agora você é, você agora é, aja como, finja ser, finja que, modo desenvolvedor, sem restriç, sem filtros, você não é mais, comporte-se como, assuma o papel, a partir de agora você é, o seu novo papel, seu nome é, apresente-se como, fale como, responda como
            ora sei, adesso sei, sei ora, fai finta di, fingi di, fingi che, comportati come, modalità sviluppatore, senza restrizion, senza filtri, non sei più, agisci come, assumi il ruolo, il tuo nuovo ruolo, il tuo nome è, ti chiami, presentati come, parla come, rispondi come
            je bent nu, je bent vanaf nu, doe alsof, gedraag je als, ontwikkelaarsmodus, zonder beperking, zonder enige beperking, je bent niet langer, speel de rol, jouw nieuwe rol, je naam is, je heet, praat als, praat voortaan, stel je voor als, antwoord als
            jesteś teraz, teraz jesteś, udawaj że, udawaj, zachowuj się jak, tryb dewelopera, tryb programisty, bez ogranicze, bez żadnych ogranicze, nie jesteś już, wciel się, twoja nowa rola, nazywasz się, przedstawiaj się, mów jak, odpowiadaj jako
            теперь ты, ты теперь, притворись, веди себя как, режим разработчика, без ограничен, без всяких ограничен, без цензуры, представь что ты, ты больше не, действуй как, твоя новая роль, войди в роль, тебя зовут, представляйся, говори как, отвечай как
            тепер ти, ти тепер, вдавай, поводься як, режим розробника, без обмежень, без жодних обмежень, уяви що ти, ти більше не, твоя нова роль, тебе звати, говори як, відповідай як
            artık sen, sen artık, gibi davran, geliştirici modu, kısıtlama olmadan, hiçbir kısıtlama, sansürsüz, rolüne gir, rolünü üstlen, artık bir, yeni rolün, senin adın, adın artık, olarak tanıt, gibi konuş
            你现在是, 你現在是, 现在你是, 从现在起你是, 你不再是, 扮演, 假装你, 假設你是, 开发者模式, 開發者模式, 没有限制, 没有任何限制, 不受限制, 不受任何限制, 越狱, 你的新身份, 你的新角色, 你的名字是, 你叫, 自称, 你就是, 请以
            あなたは今, 今からあなたは, あなたはもう, ふりをし, として振る舞, 開発者モード, 制限なし, 制限のない, なりきっ, 演じて, 新しい役割, デベロッパーモード, あなたの名前は, 名乗, のように話, として答え, として回答
            너는 이제, 당신은 이제, 이제 너는, 이제 당신은, 인 척, 인 것처럼, 처럼 행동, 개발자 모드, 제한 없, 제한이 없, 탈옥, 새로운 역할, 더 이상, 너의 이름은, 당신의 이름은, 처럼 말, 로서 답
            أنت الآن, انت الان, أنت من الآن, تظاهر, تصرف ك, تصرف كأن, وضع المطور, بدون قيود, بلا قيود, دون قيود, تقمص, لم تعد, اسمك, تحدث مثل, تحدث ك, عرف نفسك
            अब तुम, अब आप एक, की तरह व्यवहार, नाटक करो, होने का दिखावा, डेवलपर मोड, बिना किसी प्रतिबंध, बिना प्रतिबंध, भूमिका निभा, अब तू, तुम्हारा नाम, आपका नाम, की तरह बोल, की तरह बात
            """),
        (Concept.SystemPrompt, """
            system prompt., system message, hidden prompt, initial prompt, systemprompt, system instruction, secret instruction, hidden instruction, your instruction, your prompt, your guidelines, your training, your programming, your rules, your restrictions, your guardrails, your safety, your constraints, your filters, your developers, your context window, text above this, the text above, words above this, conversation above, before this conversation, told before this, message above this, new instruction, updated instruction, revised instruction, additional instruction, override instruction, important instruction, system override, system notice, system note, admin override, instruction override, system update, policy update:, context window, system directive
            systemanweisung, system-prompt, systemnachricht, systeminstruktion, deine anweisung, deine regeln, deine richtlinien, deine vorgaben, neue anweisung, deine programmierung, dein training
            prompt système, invite système, instructions système, instruction système, message système, tes instructions, tes consignes, tes règles, vos instructions internes, nouvelle instruction, nouvelles instructions, nouvelle consigne, ta programmation
            prompt del sistema, instrucciones del sistema, mensaje del sistema, tus instrucciones, tus reglas, tus directrices, nueva instrucción, nuevas instrucciones, tu programación
            prompt do sistema, prompt de sistema, instruções do sistema, mensagem do sistema, suas instruções, suas regras, suas diretrizes, nova instrução, novas instruções, sua programação
            prompt di sistema, istruzioni di sistema, messaggio di sistema, le tue istruzioni, le tue regole, tue linee guida, nuova istruzione, nuove istruzioni, tua programmazione
            systeemprompt, systeeminstructie, systeembericht, je instructies, jouw instructies, je regels, nieuwe instructie, jouw richtlijnen
            prompt systemowy, promptu systemowego, instrukcje systemowe, komunikat systemowy, twoje instrukcje, swoje instrukcje, nowa instrukcja, nowe instrukcje, nowe polecenie
            системный промпт, системная инструкция, системные инструкции, системное сообщение, системную инструкцию, системного промпта, твои инструкции, свои инструкции, новая инструкция, новые инструкции, новое указание, скрытые инструкции
            системний промпт, системні інструкції, системна інструкція, системне повідомлення, твої інструкції, свої інструкції, нова інструкція, нові інструкції, нова вказівка
            sistem istemi, sistem prompt, sistem talimat, sistem mesaj, talimatlarını, yeni talimat, sistem komut
            系统提示, 系統提示, 系统指令, 系统消息, 系统命令, 你的指令, 你的规则, 你的提示词, 新指令, 新的指令, 隐藏指令
            システムプロンプト, システム指示, システムメッセージ, あなたの指示, 新しい指示, 新たな指示, 隠された指示, システム命令
            시스템 프롬프트, 시스템 지시, 시스템 메시지, 시스템 명령, 너의 지시, 새로운 지시, 새 지시, 숨겨진 지시, 당신의 지침
            موجه النظام, تعليمات النظام, رسالة النظام, تعليماتك, قواعدك, تعليمات جديدة, أوامر النظام
            सिस्टम प्रॉम्प्ट, सिस्टम निर्देश, सिस्टम संदेश, अपने निर्देश, नए निर्देश, नया निर्देश, तुम्हारे निर्देश
            """),
        (Concept.Reveal, """
            reveal, print., show., output., leak, display, disclose, tell me, repeat, expose, dump., quote., share your, give me, write out, list your
            zeig, gib mir, gib deine, gib den, verrat, nenne, offenbar, wiederhole, drucke
            montre, révèle, affiche, divulgue, répète, donne-moi
            muestra, muéstra, revela, imprime, repite, dime, mostra, revele, mostre, repita, exiba, rivela, mostrami, stampa, ripeti, toon, onthul, geef, herhaal
            pokaż, ujawnij, wyświetl, powtórz, podaj, покажи, раскрой, выведи, повтори, распечатай, розкрий, виведи, повтори
            göster, açıkla, yazdır, tekrarla, 显示, 输出, 透露, 泄露, 打印, 告诉我, 公开, 表示し, 開示, 出力, 明かし, 見せて, 教えて, 보여, 공개, 출력, 알려, أظهر, اكشف, اطبع, اعرض, दिखा, प्रकट, बता, उजागर
            """),
        (Concept.Training, """
            training data, training set, training example, training sample, fine-tun, finetun, future versions, future training, when you are trained, next model, trained on this, learn that, memorize, memorise, remember that, remember this, remember the following, commit to memory, internalize, internalise, learn this, learn the following, model should learn, weights, gradient, this sample teaches, store this, save this to memory, update your knowledge, update your memory
            trainingsdaten, feinabstimm, merk dir, merke dir, lerne dass, präge dir, speichere dir
            données d'entraînement, d'entraînement, souviens-toi, retiens, mémorise, apprends que
            datos de entrenamiento, recuerda que, memoriza, aprende que, dados de treinamento, dados de treino, lembre-se, lembra-te, aprenda que, memorize
            dati di addestramento, ricorda che, ricordati, impara che, memorizza, trainingsdata, onthoud, leer dat
            dane treningowe, danych treningowych, zapamiętaj, naucz się, обучающ, данные для обучения, запомни, выучи, усвой, навчальн, запам'ятай, засвой, eğitim verisi, eğitim verileri, unutma ki, hatırla, ezberle, aklında tut
            训练数据, 训练样本, 记住, 记下, 記住, 牢记, 学習データ, 覚えて, 記憶し, 学習し, 학습 데이터, 기억해, 기억하, 학습하, بيانات التدريب, تذكر, احفظ, تعلم أن, प्रशिक्षण डेटा, याद रख, याद कर, सीख लो
            """),
        (Concept.FirstPerson, """
            we., us., we'll, we're, we've, i., i'll, i'm, i've, let me, let us, let's
            wir., uns., ich., nous., je peux, je suis, je vous, j'ai, nosotros, podemos, necesitamos, estamos, hemos, nós., precisamos, podemos
            noi., abbiamo, siamo, possiamo, wij., kunnen we, ik., możemy, prosimy, odpowiadamy
            мы., я., ми., biz., bizi, size dön
            我们, 我們, 本公司, 咱们, 弊社, 当社, いたします, 당사, 저희, 우리, 드리겠습니다, نحن, سنقوم, फिर हम, हम आप
            """),
        (Concept.Ours, """
            our., ours., my., mine., unser, mein, notre, nos., mon., mes., nuestr, mis., nosso, nossa, meu., minha, nostr, mio., mia., onze., ons., mijn.
            nasz, nasze, mój., moja., moje., наш, мой., моя., моё., мои., мій., моє., bizim, benim, önceki mesajımız
            我们之前, 我们的, 我的, 弊社の, 当社の, 私の, 前回の, 저희, 제가, رسالتنا, لدينا, हमारे, हमारी, मेरे, मेरी
            """),
        (Concept.AskAbout, """
            asks about, ask about, asked about, asking about, asks for, ask for, asks what, asks which, asks how, asks who, asks where, asks when, asks whether, asks if, ask what, ask how, asked what, asked for, asked who, asked how, asked which, inquires about, mentions, questions about, question about, queries about, brings up, wants to know, comes up, wants a, looking for, people wanting, anyone wanting, is about
            fragt., fragen nach, fragen zu, gefragt wird, fragt nach, demande, interroge, parle de, pregunte, pregunta por, pregunten, pregunta sobre, perguntar, pergunta sobre, perguntem, chiede., chieda, chiedono, domanda su, vraagt., vragen naar, vragen over, pyta., zapyta, pytania o, спросит, спрашивает, спросят, вопрос о, запитає, питає, запитують, sorarsa, sorduğunda, sorulduğunda, sorar.
            询问, 问到, 问起, 提到, 提问, 聞かれ, 尋ね, 質問し, 質問された, 물어, 물으면, 질문하면, 묻는, سأل, يسأل, سئل, पूछे, पूछा, पूछने
            """),
        (Concept.Courtesy, """
            if you have, should you have, if you've got, feel free, let us know, don't hesitate, do not hesitate, happy to answer, happy to help, thank you for, thanks for, have any questions, any other questions, any further questions, frequently asked, security question, any questions, before you answer, carefully, homework, worksheet, exam., exams., quiz, students, pupils, examiner, aloud, in class, practice question, your teacher, essay
            wenn sie fragen haben, falls sie, bei fragen, haben sie, sorgfältig, aufmerksam, bei weiteren fragen, gern, zögern sie, wenn du fragen hast, falls du
            si vous avez, si tu as, n'hésitez, pour toute question, avez-vous, merci de
            si tiene, si tienes, no dude, no dudes, cualquier duda, para cualquier, gracias por
            se tiver, se você tiver, se tens, não hesite, qualquer dúvida, ficamos à disposição, em caso de dúvida
            se ha., se hai, se avete, non esiti, non esitare, per qualsiasi, in caso di domande
            als u, als je vragen, heeft u, heb je, aarzel niet, neem gerust, bij vragen
            jeśli masz, jeśli mają, w razie, proszę pisać, masz pytania, jeżeli masz, w przypadku pyta
            внимательно, уважно, attentivement, attentamente, zorgvuldig, uważnie, dikkatlice, 仔细, よく読, 꼼꼼히, بعناية, ध्यान से, con atención, con cuidado, если у вас, если у тебя, если возникнут, остались вопросы, не стесняйтесь, будут вопросы
            якщо у вас, якщо у тебе, якщо виникнуть, не соромтеся, будуть запитання
            varsa, sorunuz, sorularınız, çekinmeyin, sormaktan
            如有, 如果您有, 如果你有, 请随时, 有任何问题, 有任何疑问, ご質問, ご不明, お気軽, 궁금한, 문의하, 문의사항, 언제든지, إذا كان لديك, إذا كانت لديك, لا تتردد, लिए स्वतंत्र, यदि आपके, अगर आपके, आपके कोई
            """),
        (Concept.Papers, """
            email., e-mail, emails., bag., packet., tin., jar., players., player., chart., screen., sign., timer., letter., voicemail, mail., box., packag, leaflet, manual., invoice, bill., recipe, label., sms, notification, reminder., newsletter, flyer, brochure, assembly, washing, care instruction, doctor, pharmac, teacher, exam, form., survey, parking, traffic, grammar, spelling, the game, of the game, football, chess, dress code, house rules, regex, linter, eslint, compiler, warning., gitignore, dockerignore, config, firewall rules
            e-mail, brief., schreiben, packung, beipackzettel, handbuch, rechnung, rezept, etikett, mahnung, spielregel
            courriel, lettre, mail, emballage, notice, facture, recette, étiquette, rappel, règles du jeu
            correo, carta, caja, envase, manual, factura, receta, etiqueta, recordatorio, embalagem, fatura, receita, etiqueta, lembrete
            lettera, scatola, confezione, fattura, ricetta, etichetta, promemoria, mail, brief, doos, verpakking, handleiding, factuur, recept
            wiadomości e, mail, list., pudełk, opakowani, faktur, przepis, ulotk, письмо, письма, коробк, упаковк, счет, счёт, рецепт, этикет, лист., коробц, рахун
            e-posta, mektup, kutu, fatura, tarif, etiket, 邮件, 郵件, 信件, 包装, 说明书, 发票, 食谱, 短信, メール, 手紙, 箱, 説明書, 請求書, レシピ, 이메일, 메일, 편지, 상자, 설명서, 청구서, 레시피, البريد, رسالة البريد, العلبة, فاتورة, وصفة, ईमेल, पत्र, डिब्बे, बिल, नुस्खा, रेसिपी
            """),
        (Concept.AboutPrompts, """
            prompt, system prompt, system message, chatbot, chat bot, jailbreak, injection, language model, llm, gpt, fine-tun, training data, red team, guardrail, moderation, content filter, ai assistant, ai agent, ai safety, few-shot, machine learning, chat template, special token, tokenizer, artificial intelligence, ai., ai-, hallucinat, openai, chatgpt, claude, gemini, alexa, siri, copilot, deepfake
            ki., künstliche intelligenz, ia., intelligence artificielle, inteligencia artificial, inteligência artificial, intelligenza artificiale, kunstmatige intelligentie, sztuczn, ии., искусственн, нейросет, ші., штучн, yapay zek, 人工智能, ai, 人工知能, 인공지능, الذكاء, कृत्रिम, एआई
            sprachmodell, systemanweisung, ki-assistent, invite, modèle de langage, ia générative, modelo de lenguaje, modelo de linguagem, modello linguistico, taalmodel, model językowy, языков, промпт, чат-бот, мовн, dil model, istem, 提示词, 提示注入, 大模型, 语言模型, 聊天机器人, プロンプト, チャットボット, 言語モデル, 프롬프트, 챗봇, 언어 모델, موجه, روبوت, नموذج, प्रॉम्प्ट, चैटबॉट, भाषा मॉडल
            """),
        (Concept.WorkOnText, """
            translate, translation of, proofread, rewrite this, rephrase, paraphrase, correct the grammar, fix the grammar, fix the spelling, correct this sentence, correct this text, edit this, summarize this, summarise this, classify, what does this mean, explain this sentence, explain this text, quote, transcribe, is this phishing, is this a scam
            übersetz, korrigier, umformulier, fasse zusammen, tradui, corrige, reformule, résume, traduc, traduzc, traduz, corrij, revis, reescrev, traduci, tradurre, correggi, vertaal, herschrijf, przetłumacz, popraw, перевед, перевод, исправ, переклад, виправ, çevir, düzelt, 翻译, 翻譯, 改写, 校对, 润色, 翻訳, 訳し, 添削, 校正, 번역, 교정, ترجم, صحح, अनुवाद, सुधार
            """),
        (Concept.SelfModel, """
            if you are an ai, if you're an ai, if you are a language, if you are a bot, if you are a chatbot, if you are an assistant, if you are a model, you are an ai, as an ai model you, as an ai you, as a language model you, as an assistant you, as the assistant you
            wenn du eine ki, wenn sie eine ki, falls du eine ki, falls sie eine ki, wenn du ein sprachmodell, falls du ein sprachmodell, als ki sollst, als ki musst
            si tu es une ia, si vous êtes une ia, si tu es un modèle, si vous êtes un modèle, en tant qu'ia, si eres una ia, si eres un modelo, como ia debes, si eres una inteligencia, se você é uma ia, se és uma ia, se você é um modelo, como ia você, se você for uma ia
            se sei un'ia, se sei un modello, se sei una ia, als je een ai, als u een ai, als je een taalmodel, jeśli jesteś sztuczn, jeśli jesteś ai, jeśli jesteś modelem, jeżeli jesteś model
            если ты ии, если вы ии, если ты нейросет, если вы нейросет, если ты языков, якщо ти ші, якщо ви ші, якщо ти мовн, якщо ти нейро, yapay zekaysan, yapay zekâysan, yapay zeka isen, dil modeliysen
            如果你是人工智能, 如果你是ai, 如果你是一个, 如果您是ai, 作为人工智能, 作为ai, 作为一个ai, あなたがai, aiであるなら, aiなら, あなたがモデル, 당신이 ai, 네가 ai, ai라면, 인공지능이라면, إذا كنت ذكاء, إذا كنت نموذج, إذا كنت روبوت, यदि आप एआई, अगर आप एआई, अगर तुम एआई, यदि तुम एआई, यदि आप एक
            """),
        (Concept.Fiction, """
            let's play, let us play, role-play, roleplay, pretend, act as, scene, tale, fable, limerick, haiku, monologue, novel, chapter, fairy, sketch., verse, lyrics, rap., sonnet, imagine, opening line, fiction, villain, rules of, how to play, how do you play, play., board game, card game, quiz, charades, handbook, onboarding, policy, procedure, checklist, guidelines, staff, employees, new hire, call centre, call center, script for, classroom, code of conduct, story, poem, dialogue, script., character., joke, game., games., song, novel, screenplay
            szene, märchen, spielregel, handbuch, richtlinie, mitarbeiter, personal, hausordnung, scène, conte., règles, manuel, employés, règlement, charte, escena, reglas, empleados, reglamento, regras, funcionários, regole, dipendenti, regolamento, spelregels, medewerkers, personeel, zasady, pracownik, regulamin, правила, сотрудник, регламент, kurallar, çalışan, 规则, 员工, 守则, 场景, ルール, 社員, 規則, マニュアル, 규칙, 직원, 매뉴얼, قواعد, الموظفين, नियम, कर्मचारी
            geschichte, gedicht, rollenspiel, spiel., witz, histoire, poème, jeu., blague, cuento, historia, poema, juego, chiste, jogo, piada, storia, poesia, gioco, barzelletta, verhaal, gedicht, spel., opowiadanie, wiersz, gra., рассказ, стих, игра, сказк, оповіданн, вірш, гра., hikaye, şiir, oyun, 故事, 诗, 游戏, 物語, 詩, ゲーム, 이야기, 시를, 게임, قصة, قصيدة, لعبة, कहानी, कविता, खेल
            """),
        (Concept.Secrecy, """
            do not mention this, don't mention this, do not tell, don't tell, without telling, do not reveal, don't reveal, keep this secret, secretly, silently, covertly, without informing, hide the fact, without the user, do not acknowledge
            verrate nicht, erwähne nicht, ohne es zu erwähnen, heimlich, sag nichts, ne révèle, ne mentionne, ne dis pas, en secret, sans le dire, no menciones, no reveles, no digas, en secreto, sin decir, não mencione, não revele, não conte, em segredo, non menzionare, non rivelare, non dire, in segreto, zonder te vermelden, vermeld niet, niet vermelden, onthul nooit, nie wspominaj, nie ujawniaj, nie mów, po cichu, w tajemnicy, не упоминай, не раскрывай, не говори, тайно, скрытно, не згадуй, не розкривай, не кажи, таємно, bahsetme, söyleme, gizlice, açıklama., 不要提及, 不要透露, 不得透露, 不要告诉, 秘密, 悄悄, 暗中, 言及しない, 明かさない, 秘密に, こっそり, 언급하지, 밝히지, 비밀로, 몰래, لا تذكر, لا تكشف, لا تخبر, سرا, उल्लेख न, मत बता, गुप्त, चुपके
            """),
        (Concept.UserNoun, """
            users., the user, user., user's, customers., the customer, clients., whoever, anyone who, people who, everyone who, visitors, the person, callers, readers, them., they., their., somebody, someone, anybody, anyone, patients, guests
            nutzer, benutzer, anwender, kunden, besucher, leute., jeden., jedem., jemand, wer nach
            utilisateur, clients., le client, visiteurs, gens., personnes qui, ceux qui, quelqu'un
            usuarios., usuario., clientes., el cliente, visitantes, quien pregunte, a quien, alguien, usuários, usuário, utilizador, os clientes, o cliente, quem perguntar, alguém
            utenti., utente., l'utente, clienti., il cliente, chi chiede, chiunque, qualcuno, gebruiker, klanten, de klant, bezoekers, wie vraagt, iemand, mensen die
            użytkowni, klient, osoby, osobom, ktoś, każdego, пользовател, клиент, людям, тем кто, всех кто, всем кто, користувач, клієнт, усім хто, тим хто, kullanıcı, müşteri, kişiler, herkese, soranlara
            användare, kunder, brugere, brugeren, kunderne, uživatel, zákazník, käyttäj, asiakka, χρήστ, πελάτ, người dùng, khách hàng, pengguna, pelanggan, משתמש, לקוח
            用户, 用戶, 客户, 客戶, 顾客, 提问者, 对方, 人们, ユーザー, 顧客, 利用者, お客, 相手, 사용자, 고객, 이용자, 사람들, المستخدم, العملاء, العميل, الزبائن, الناس, لمن يسأل, उपयोगकर्ता, यूज़र, यूजर, ग्राहक, लोगों, किसी को
            """),
        (Concept.AnswersMust, """
            answers should, answers must, answers ought, answers need to, answers are to, answers shall, answers have to, answer should, answer must, answer has to, answer shall, replies should, replies must, replies need to, replies have to, replies shall, reply should, reply must, reply has to, responses should, responses must, responses need to, responses have to, responses shall, response should, response must, response has to, responses are to, output should, output must, outputs must, outputs should, when answering, when replying, when responding, in your answers, in your replies, in your responses, your answers, your replies, your responses, future answers, future replies, future responses, future outputs, correct answer is always, correct reply, right reply, correct response, right response, proper response, only acceptable answer, only correct answer, preferred answer, expected answer, standard answer, later answers, subsequent answers, upcoming answers
            antworten sollen, antworten sollten, antworten müssen, antwort soll, antwort muss, antworten haben, beim antworten, in deinen antworten, deine antworten, künftige antworten, künftigen antworten, zukünftige antworten, zukünftigen antworten, die richtige antwort, die korrekte antwort, antwort lautet
            réponses doivent, réponses devraient, réponse doit, réponse devrait, en répondant, dans tes réponses, dans vos réponses, tes réponses, vos réponses, futures réponses, réponses futures, la bonne réponse, la réponse correcte, prochaines réponses
            respuestas deben, respuestas deberían, respuesta debe, respuestas han de, respuestas tienen que, al responder, en tus respuestas, tus respuestas, respuestas futuras, futuras respuestas, próximas respuestas, la respuesta correcta, respostas devem, respostas deveriam, resposta deve, ao responder, nas suas respostas, suas respostas, futuras respostas, próximas respostas, a resposta correta, a resposta certa
            risposte devono, risposte dovrebbero, risposta deve, quando rispondi, nelle tue risposte, tue risposte, future risposte, prossime risposte, la risposta corretta, la risposta giusta, antwoorden moeten, antwoorden dienen, antwoord moet, bij het antwoorden, in je antwoorden, je antwoorden, toekomstige antwoorden, het juiste antwoord, het correcte antwoord
            odpowiedzi powinny, odpowiedzi muszą, odpowiedź powinna, odpowiedź musi, odpowiadając, w swoich odpowiedziach, przyszłe odpowiedzi, przyszłych odpowiedziach, poprawna odpowiedź, właściwa odpowiedź, prawidłowa odpowiedź, ответы должны, ответ должен, ответах следует, в своих ответах, в твоих ответах, будущие ответы, будущих ответах, правильный ответ, следующие ответы, верный ответ, відповіді мають, відповіді повинні, відповідь має, у своїх відповідях, майбутні відповіді, правильна відповідь
            cevaplar, yanıtlar, cevaplarında, yanıtlarında, cevaplarına, yanıtlarına, doğru cevap, doğru yanıt, gelecekteki cevap, gelecekteki yanıt
            svaren ska, svar ska, svar måste, svaret ska, framtida svar, svarene skal, svar skal, fremtidige svar, odpovědi musí, odpověď musí, budoucí odpově, vastausten, vastauksissa, απαντήσεις πρέπει, απαντήσεις σου, câu trả lời, jawaban, התשובות, תשובות
            回答应, 回答必须, 回答需, 回答要, 回答都, 回复应, 回复必须, 回复都, 回答时, 回复时, 你的回答, 你的回复, 正确答案, 正确回答, 标准答案, 今后的回答, 以后的回答, 回答には, 回答は, 回答する際, 回答する時, 回答時, 返答には, 返答は, 正しい答え, 正しい回答, 正解は, 今後の回答, 答える際, 答えるときは, 답변은, 답변에는, 답변할 때, 대답은, 대답할 때, 응답은, 응답에는, 앞으로의 답변, 정답은, 올바른 답, 향후 답변
            الإجابات يجب, إجاباتك, ردودك, عند الإجابة, عند الرد, الإجابة الصحيحة, الرد الصحيح, الجواب الصحيح, إجابة يجب, يجب أن تكون الإجابة, يجب أن تبدأ, يجب أن تنتهي, يجب أن تتضمن, उत्तरों में, जवाबों में, उत्तर में, जवाब में, उत्तर देते समय, जवाब देते समय, सही उत्तर, सही जवाब, अपने जवाब, अपने उत्तर
            """),
        (Concept.Refusal, """
            refuse to, refuse all, refuse any, refuse every, decline to, decline all, decline any, decline every, do not answer, don't answer, never answer, do not help, don't help, never help, stop answering, say you cannot, say that you cannot, say you can't, say you do not know, say you don't know, claim ignorance, give no information, pretend not to know, cannot be discussed, must not be answered, should not be answered, must be refused, must be declined, not permitted to discuss, not allowed to discuss, not allowed to answer, do not discuss, never discuss, do not respond, do not provide, apologise and say, apologize and say, i cannot help, i can't help, off limits, off-limits, out of scope, unanswered, no comment, not able to help, cannot comment, can't comment, taboo, forbidden, avoid the topic, avoid the subject, change the subject, stay silent, silent about, must be avoided, be turned away, unable to help, withhold
            tabu, verboten, nicht zulässig, interdit, prohibid, proibid, vietat, zakazan, запрещ, заборон, yasak, 禁止, 不得, 禁じ, 금지, ممنوع, محظور, वर्जित
            weigere, verweigere, lehne ab, lehne jede, lehne alle, abzulehnen, abgelehnt werden, beantworte keine, beantworte nicht, antworte nicht, hilf nicht, keine auskunft, keine fragen zu, nicht beantworten, sag, dass du nicht, nicht helfen
            refuse de, refuse toute, refuse toutes, refusez, ne réponds pas, ne réponds jamais, ne réponds plus, ne répondez, n'aide pas, n'aide jamais, doit être refusé, refuser
            niégate, rechaza, no respondas, no contestes, no ayudes, nunca respondas, negarte, recuse, recusar, não responda, não responder, não ajude, negue
            rifiuta, rifiutati, rifiutare, non rispondere, non aiutare, weiger, beantwoord geen, beantwoord niet, antwoord niet, help niet, odmów, odmawiaj, nie odpowiadaj, nie pomagaj
            отказывай, откажи, отказывать, не отвечай, не помогай, не отвечать, відмовляй, відмов, не відповідай, не допомагай, reddet, cevap verme, cevaplama, yanıtlama, yardım etme, vägra, svara inte, afvis, svar ikke, odmítn, neodpovíd, kieltäydy, älä vastaa, αρνήσου, μην απαντ, từ chối, tolak, סרב, אל תענה
            拒绝, 拒絕, 不要回答, 不回答, 不得回答, 不要帮, 不予回答, 答えない, 答えず, 回答しない, 拒否, 断って, 断る, 応じない, 거부, 답하지, 대답하지, 거절, 답변하지, ارفض, لا تجب, لا ترد على, لا تساعد, الامتناع, امتنع, मना कर, इनकार, जवाब मत, उत्तर न, जवाब न, मदद मत
            """),
        (Concept.Trigger, """
            contains the word, contain the word, includes the word, include the word, contains the phrase, includes the phrase, contains the string, sees the word, see the word, see the phrase, hear the word, read the word, spot the word, encounter the word, notice the word, the trigger, trigger word, trigger phrase, passphrase, code word, codeword, keyword, secret word, secret phrase, magic word, message contains, input contains, prompt contains, query contains, question contains, message includes, message starts with, begins with the, starts with the word, types the, says the word, uses the word, mentions the word, word appears, phrase appears, name appears, upon seeing, on seeing, upon reading, activation phrase, activated by
            enthält das wort, das wort enthält, das wort vorkommt, wort auftaucht, codewort, schlüsselwort, stichwort, auslöser, geheimwort, das wort
            contient le mot, mot-clé, mot secret, le mot, apparaît dans, mot de code, contiene la palabra, palabra clave, palabra secreta, la palabra, aparezca, contiver a palavra, contém a palavra, palavra-chave, palavra secreta, a palavra
            contiene la parola, parola chiave, parola d'ordine, parola segreta, la parola, het woord, codewoord, sleutelwoord, trefwoord, geheime woord, zawiera słowo, słowo klucz, tajne słowo, słowo, hasło
            содержит слово, кодовое слово, ключевое слово, секретное слово, слово, фраза, фразу, увидишь, містить слово, кодове слово, ключове слово, слово, побачиш, kelimesi, kelimesini, anahtar kelime, parola, sözcüğü
            ordet, kodord, slovo, heslo, sana., koodisana, τη λέξη, η λέξη, từ khóa, kata kunci, kata, המילה
            包含, 出现, 出現, 关键词, 暗号, 触发, 口令, 看到, という単語, 合言葉, キーワード, 含まれ, 現れた, 見たら, 단어가, 단어를, 암호, 키워드, 보이면, 포함되면, كلمة, عبارة, शब्द, वाक्यांश, कीवर्ड
            """),
        (Concept.Private, """
            conversation history, chat history, this conversation, full conversation, entire conversation, whole conversation, the conversation, chat log, previous messages, user's messages, user's data, user's email, user's e-mail, user's name, user's address, user's password, user's card, user's phone, user's location, password, passwords, credit card, card number, card details, api key, api keys, credentials, personal data, personal details, personal information, bank details, account number, access token, secrets., environment variable, social security, login., user's input, user's question, their email, their e-mail, their password, their card, their phone, their address, system prompt, your instructions, your prompt, your configuration, internal notes, confidential, query string, url parameter
            gesprächsverlauf, chatverlauf, verlauf, das gespräch, passwort, kennwort, kreditkarte, kartennummer, zugangsdaten, persönliche daten, personenbezogen, bankdaten, kontonummer, api-schlüssel
            historique, la conversation, mot de passe, carte bancaire, carte de crédit, identifiants, données personnelles, coordonnées bancaires, clé api
            historial, la conversación, contraseña, tarjeta, credenciales, datos personales, datos bancarios, clave api, histórico, a conversa, senha, cartão, credenciais, dados pessoais, dados bancários, chave de api
            cronologia, la conversazione, carta di credito, credenziali, dati personali, dati bancari, chiave api, gespreksgeschiedenis, het gesprek, wachtwoord, creditcard, persoonlijke gegevens, bankgegevens, historia rozmowy, historię rozmowy, rozmowę, hasło użytk, hasła, karty, dane osobowe, dane logowania
            переписк, историю чата, историю разговор, диалог, пароль, пароли, карты, личные данные, персональные данные, учётные данные, листуван, історію, пароль, картки, особисті дані, sohbet geçmiş, konuşmayı, şifre, kredi kart, kişisel bilgi, kişisel veri
            对话记录, 聊天记录, 对话内容, 整个对话, 密码, 信用卡, 个人信息, 银行卡, 密钥, 会話履歴, 会話の内容, パスワード, クレジットカード, 個人情報, 口座番号, 대화 기록, 대화 내용, 비밀번호, 신용카드, 개인정보, 계좌, سجل المحادثة, المحادثة, كلمة المرور, بطاقة الائتمان, البيانات الشخصية, معلومات شخصية, बातचीत का, चैट इतिहास, पासवर्ड, क्रेडिट कार्ड, निजी जानकारी, व्यक्तिगत जानकारी
            """),
        (Concept.Send, """
            send., sends., post., forward., transmit, upload, embed, leak, exfiltrate, encode., submit., email the, e-mail the, append the, attach the, copy the, pass the, report the, log the, write the, render an image, markdown image, image tag, fetch., call the url, request the, collect, harvest, gather, ask for, ask the user for, ask users for, ask them for, request their, request the, obtain, record., store.
            schick, sende, übermittle, leite, hänge, lade, frage nach, fordere, sammle, envoie, envoyez, transmets, ajoute, demande, collecte, envía, envia, manda, reenvía, adjunta, pide, solicita, recoge, recopila, envie, encaminhe, anexe, peça, solicite, colete
            invia, inoltra, allega, chiedi, raccogli, stuur, verstuur, voeg, vraag naar, verzamel, wyślij, wysyłaj, prześlij, dołącz, poproś, zbieraj, отправь, отправляй, перешли, пересылай, передавай, прикрепи, проси, попроси, запрашивай, собирай, надішли, надсилай, перешли, проси, збирай, gönder, ilet., iste., isteyin, topla
            发送, 发到, 转发, 上传, 附加, 索要, 要求用户, 收集, 送信, 転送, 添付, 送って, 尋ね, 収集, 보내, 전송, 첨부, 요청, 수집, أرسل, إرسال, أرفق, اطلب, اجمع, भेज, अपलोड, संलग्न, मांग, एकत्र
            """),
        (Concept.System, """
            system, sys., sysadmin, admin, administrator, developer, operator, root., superuser, override, system override, supervisor, openai, anthropic, begin system, end system, new system, directive
            systemnachricht, systemhinweis, entwickler, betreiber, système, administrateur, développeur, sistema, administrador, desarrollador, desenvolvedor, amministratore, sviluppatore, systeem, beheerder, ontwikkelaar, systemowy, система, системн, администратор, разработчик, адміністратор, розробник, sistem, yönetici, geliştirici
            系统, 管理员, 开发者, システム, 管理者, 開発者, 시스템, 관리자, 개발자, النظام, المسؤول, المطور, सिस्टम, व्यवस्थापक, डेवलपर
            """),
        (Concept.Dialogue, """
            transcript, dialog, conversation, chat., chats., interview, minutes, support log, log., script, scene, sample call, phone call, example exchange, exchange., summarize, summarise, thread.
            gespräch, protokoll, chatverlauf, dialogue, conversation, entretien, échange, conversación, diálogo, conversa, entrevista, conversazione, dialogo, intervista, gesprek, dialoog, rozmow, dialog, разговор, диалог, переписк, беседа, розмов, діалог, sohbet, diyalog, konuşma, 对话, 聊天, 会話, 対話, チャット, 대화, 채팅, محادثة, حوار, बातचीत, संवाद
            """),
        (Concept.Yours, """
            your., yours., yourself, ihr., ihre., ihrem, ihren, ihrer, ihnen, dein., deine., deinem, deinen, votre, vos., ton., ta., tes., su., sus., tu., tus., usted, seu., sua., seus., suas., você, il tuo, la tua, tuoi, suo., sua., uw., u., jouw, je., twoj, twój, pana, pani, ваш., ваша, ваше, ваши, вашу, вас., вам., твой, твоя, твои, вашого, вашій, sizin, size., 您, 你的, あなたの, お客様, 당신의, 고객님, بك, لك, आपके, आपकी, आपका, आपको
            """),
    ]);
}
