package dev.sparkle.safety.control.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each line: the text with what must be found in guillemets, by kind. */
class SensitiveScannerTest {

  private static final Map<String, List<String>> FOUND =
      Map.ofEntries(
          Map.entry("email", List.of("Mail «o'neil+x@mail.school.co.uk».", "发到«li@qq.com»吧")),
          Map.entry(
              "phone",
              List.of(
                  "Call «+44 20 7946 0958» now",
                  "Call «(212) 555-0173».",
                  "电话：«010-62345678»",
                  "手机 «138-1234-5678»。",
                  "Tel: «07700 900123»",
                  "Ring «0171 2345678» today",
                  "Tel.: «089/1234567»")),
          Map.entry(
              "credit_card",
              List.of(
                  "It is «4111 1111 1111 1111».",
                  "Amex «3782 822463 10005» works",
                  "卡号：«6222 0258 7246 4439»",
                  "card «4111-1111-1111-1111»")),
          Map.entry(
              "iban",
              List.of(
                  "Pay to «DE89 3704 0044 0532 0130 00», please.",
                  "«GB29NWBK60161331926819»",
                  "«FR14 2004 1010 0505 0001 3M02 606»")),
          Map.entry(
              "id_card",
              List.of(
                  "身份证«11010519491231002X»，核对",
                  "DNI «12345678Z»",
                  "NIE «X1234567L»",
                  "CPF «529.982.247-25»",
                  "NRIC «S1234567D»",
                  "«RSSMRA85T10A562S»",
                  "Taiwan «A123456789»",
                  "HKID «A123456(3)»",
                  "NINO: national insurance «QQ123456C»".replace("QQ", "AB"))),
          Map.entry("ssn", List.of("SSN «219-09-9998».", "social security number «219099998»")),
          Map.entry("passport", List.of("Passport number: «E12345678»", "护照号码是«G12345678»。")),
          Map.entry("driver_license", List.of("driver's license number is «D1234567»")),
          Map.entry("ip", List.of("from «84.12.9.77»", "at «2a02:8109:9a40:1c::77» now")),
          Map.entry(
              "password",
              List.of(
                  "The password for the lab is «Sun5hine!x».",
                  "DB_PASSWORD=«hunter2xyz»",
                  "pwd: «a1b2c3d4»",
                  "密码是«abc123»，",
                  "password: \"«correct horse battery staple»\"",
                  "Your PIN is «4821».",
                  "PGPASSWORD='«tr0ub4dor&3»'",
                  "password:\n  «yR4m!_pl0x»",
                  "| user | password |\n|---|---|\n| root | «k1ttyC4t!» |",
                  "user: lee / pass: «Ottawa_1867»",
                  "curl -u admin:«hunter2!X» https://api.school.org",
                  "mysql -u root -p«R0otPw!22» school",
                  "the password «welcome!2025», please",
                  "$pass = \"«php!S3cret»\";",
                  "credentials: alice / «Wonder!land7»",
                  "os.environ[\"DB_PASS\"] = \"«djang0-Pw!»\"",
                  "账号 admin，密码 «Qwer!5678»",
                  "密码【«Zt55!qaz»】",
                  "提取码：«x7k2»")),
          Map.entry(
              "address",
              List.of(
                  "I live at «48 Maple Grove Lane, Springfield, IL 62704».",
                  "Home address: «17 Kensington Park Road, London W11 2EU»",
                  "Wohnhaft: «Lindenstraße 27, 10969 Berlin»",
                  "Ship it to «P.O. Box 4471, Boise, ID 83701».",
                  "我家住在«北京市海淀区中关村大街27号院3号楼2单元501室»。",
                  "收货地址：«广东省深圳市南山区科技园南路18号»，谢谢")),
          Map.entry(
              "connection_string",
              List.of(
                  "«postgres://sparkle:s3cret@db.host:5432/x»",
                  "«mongodb+srv://u:pw12@cluster0.ab.mongodb.net/db»",
                  "«redis://:pw@10.0.0.1:6379/0»",
                  "«amqp://u:p4ss@mq:5672»",
                  "«jdbc:postgresql://h/db?user=u&password=pw1»",
                  "«https://user:pass@host.org/x»")),
          Map.entry(
              "jwt", List.of("x «eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVPmB92K27u».")),
          Map.entry(
              "private_key",
              List.of(
                  "«-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn\nAAAA\n-----END OPENSSH PRIVATE"
                      + " KEY-----»\nbye")),
          Map.entry(
              "api_key",
              List.of(
                  "«sk-ant-api03-" + "aB3x".repeat(12) + "»",
                  "aws_secret_access_key = «wJalrXUtnFEMI/K7MDENG/bPxRfiCYzKQ8JtLmNo»",
                  "api_key = \"«9f8a7b6c5d4e3f2a1b0c9d8e»\"",
                  "Authorization: Bearer «a8f3Kd92jfKs0d9fKq2LmN4»",
                  "«AIza" + "SyD4x9".repeat(6).substring(0, 35) + "»",
                  "密钥：«Zx81kQpL20vmNw73Bt5e»",
                  "«LTAI5tQnKj3BxR7mPz9vWc2D»",
                  "«acme_live_x9KfQ2mZ7LpT4vRb8NwYc3Hd»",
                  "Cookie: sessionid=«8f3k2n5m1q7w9e4r6t0y2u5i»; theme=dark",
                  "JSESSIONID=«0A1B2C3D4E5F60718293A4B5C6D7E8F9»",
                  "HEROKU_API_KEY=«97e14524-a431-40bb-ae75-750f99084216»",
                  "The access token for the API is «W8tfk0qTef9EDegTlGEfSNjoRHTU»",
                  "«https://oapi.dingtalk.com/robot/send?access_token="
                      + "0a1b".repeat(16)
                      + "»")));

  private static final List<String> CLEAN =
      List.of(
          "The ISBN is 978-3-16-148410-0, or 0-306-40615-2.",
          "UUID 7b433b34-2b96-4d97-a173-40229bfbd34f",
          "Order number 4111111111111111 was sent.",
          "commit 758be971198966b07498d363a27c41286fc0b4b3",
          "doi:10.1038/s41586-020-2649-2",
          "pi is 3.14159265358979 and e is 2.718281828459045",
          "Version 10.2.33.4 is out; see RFC 2606.",
          "From 1914-1918 and 1939-1945, on 2024-05-17 at 10:30:00.",
          "12 345 678 people live there, 299 792 458 m/s",
          "The speed is 299792458 m/s and the mass 5972000000000000000000000 kg.",
          "f(x) = 1234567890 + 42x",
          "Your password is too short. The password is required.",
          "password = input(\"Password: \")",
          "password: <your-password>",
          "api_key = \"YOUR_API_KEY\"",
          "密码是什么？密码是一种秘密。",
          "192.168.0.1 and 127.0.0.1 are private; 255.255.255.0 is a mask.",
          "passport control is at gate 12",
          "The Authorization header carries a bearer token of the form Bearer <token>",
          "解方程 35x+35=37732",
          "订单编号5722956579，请查收",
          "{1234, 5678, 9012, 3456}",
          "Take (3, 4) and 5-12-13 triangles; 3^4 = 81.",
          "sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "std::vector<int> a::b; 12:30:45",
          "The password is hashed with SHA256, and bcrypt2 is no name. A password (8 characters)",
          "Set the password length to 12 and the passphrase words to 5.",
          "密码 8位以上，密码（可选），密码是什么样的",
          "pass: 72%, fail: 28%; Pass: 50 of 80 points; bypass=1",
          "curl -u user:<password> https://api.example.org",
          "mysql -u root -p school",
          "docker run --password-stdin",
          "image sha256-4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945",
          "commit-4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d",
          "test_findsTheLongestCommonSubsequence2 and very_longFunctionNameWithNumbers12",
          "Cookie: theme=dark; lang=en. The session id: a number of the session.",
          "| name | password |\n|---|---|\n| text | required |",
          "Sherlock Holmes lived at 221B, and the Bastille fell in 1789.",
          "He lived at home. We moved to 3 dimensions. Send it to 5 friends in the class.",
          "Memory address: 0x7ffe. The address is 4 bytes long. IP address: 10.0.0.1",
          "他住院了。他住在上海市。杜甫住在成都草堂多年，写了240多首诗。",
          "地址：0x1000 到 0x2000；内存地址是一个数",
          "the error code: 4041, the code is 12, zip code: 90210",
          "api_key: the name of the field; key: 12345; token: NUMBER");

  @Test
  void findsWhatItsFormatGivesAway() {
    List<String> wrong = new ArrayList<>();
    FOUND.forEach(
        (kind, texts) ->
            texts.forEach(
                marked -> {
                  String text = marked.replaceAll("[«»]", "");
                  String found = mark(text, kind);
                  if (!found.equals(marked)) {
                    wrong.add(kind + ": " + marked + " was " + found + " " + scan(text));
                  }
                }));
    assertEquals(List.of(), wrong);
  }

  @Test
  void takesLookalikesForNothing() {
    Map<String, List<SensitiveSpan>> wrong =
        CLEAN.stream()
            .filter(text -> !scan(text).isEmpty())
            .collect(Collectors.toMap(text -> text, SensitiveScannerTest::scan));
    assertEquals(Map.of(), wrong);
  }

  private static List<SensitiveSpan> scan(String text) {
    return SensitiveScanner.shipped().scan(text);
  }

  private static String mark(String text, String kind) {
    StringBuilder marked = new StringBuilder(text);
    List<SensitiveSpan> spans = new ArrayList<>(scan(text));
    java.util.Collections.reverse(spans);
    for (SensitiveSpan span : spans) {
      if (span.kind().code().equals(kind)) {
        marked.insert(span.end(), '»').insert(span.start(), '«');
      }
    }
    return marked.toString();
  }
}
