"""A few invented words in each alphabet of the boroughs, and what else is pasted into an account."""

WORDS = {
    "Latin of Europe": "Łódź façade Straße žena şehir ñandú Þór őrült ģimene",
    "Vietnamese": "Nơi trú ẩn an toàn ở gần đây",
    "Somali and Yoruba": "Guri ammaan ah, ilé ààbò ọ̀fẹ́",
    "Greek": "Ασφαλές καταφύγιο",
    "Cyrillic": "Безпечний притулок і підтримка",
    "Arabic": "مكان آمن للنساء والأطفال.",
    "Urdu": "محفوظ پناہ گاہ اور ٹھکانہ",
    "Farsi": "خانه امن برای زنان می‌شود",
    "Pashto": "د ښځو لپاره خوندي ځای",
    "Kurdish": "شوێنی پارێزراو بۆ ژنان",
    "Hebrew": "מקום בטוח לנשים ולילדים",
    "Yiddish": "אַ זיכער אָרט",
    "Bengali": "নারী ও শিশুর নিরাপদ আশ্রয় কেন্দ্র",
    "Punjabi": "ਔਰਤਾਂ ਲਈ ਸੁਰੱਖਿਅਤ ਪਨਾਹ",
    "Gujarati": "સ્ત્રીઓ માટે સુરક્ષિત આશ્રય",
    "Hindi": "महिलाओं के लिए सुरक्षित आश्रय",
    "Nepali": "महिलाका लागि सुरक्षित ठाउँ",
    "Tamil": "பெண்களுக்குப் பாதுகாப்பான இடம்",
    "Telugu": "సురక్షిత ఆశ్రయం",
    "Kannada": "ಸುರಕ್ಷಿತ ಆಶ್ರಯ",
    "Malayalam": "സുരക്ഷിതമായ അഭയം",
    "Odia": "ସୁରକ୍ଷିତ ଆଶ୍ରୟ",
    "Sinhala": "ආරක්ෂිත ස්ථානය",
    "Amharic": "ደህንነቱ የተጠበቀ ቦታ",
    "Tigrinya": "ውሑስ ቦታ",
    "Thai": "สถานที่ปลอดภัยสำหรับผู้หญิง",
    "Lao": "ບ່ອນປອດໄພ",
    "Burmese": "ဘေးကင်းသော နေရာ",
    "Tibetan": "བདེ་འཇགས་ས་ཆ",
    "Georgian": "უსაფრთხო ადგილი",
    "Armenian": "ապահով վայր",
    "Syriac": "ܕܘܟܬܐ ܫܝܢܝܬܐ",
    "Tamazight": "ⴰⴷⵖⴰⵔ ⵉⵜⵜⵓⴼⵔⴰⵏ",
    "Chinese": "安全的地方",
    "Chinese, traditional": "婦女庇護所",
    "Japanese": "女性のための安全な場所カフェ",
    "Korean": "여성을 위한 안전한 장소",
    "emoji": "🏠 👩‍👧 ❤️ 👍🏽 🇬🇧 🧿 ☎️",
    "symbols": "→ ✓ ✗ ☐ ½ ≥ ≠ ∑ № ₤ ♿ ■ ◆",
}
# Drawn, but taken apart when it is read out again: its letters stand on both sides of their mark.
READ_OUT_BADLY = {"Khmer": "កន្លែងសុវត្ថិភាព", "Dhivehi": "ރައްކާތެރި ތަން"}
ALL = WORDS | READ_OUT_BADLY
# What is read out of these by the reader in the tests has a mark before its letter, or a letter of two twice.
OUT_OF_ORDER = {"Somali and Yoruba", "Arabic", "Yiddish", "Thai"}
READ_OUT_WELL = sorted(set(WORDS) - OUT_OF_ORDER)
# What was pasted, and what stands for it on paper.
PASTED = {
    "\uf0b7 First, \uf0a7 second": "• First, • second",
    "\uf0fc done": "✓ done",
    "one\x00two\x07three\x1f": "onetwothree",
    "a\ufeffb\ufffe": "ab",
    "half \ud83d of a pair": "half  of a pair",
    "\U00012000 and \U0010ffff": "[U+12000] and [U+10FFFF]",
    "\ue000": "[U+E000]",
    "\u202eturned round": "turned round",
    "left \u2067open": "left open",
    "a\u1bab": "a[U+1BAB]",
    "\u0378\u0301": "[U+0378]\u0301",
}
