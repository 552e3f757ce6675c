"""Names of people: the name without titles, its canonical key, and its sound-alike skeleton."""

from __future__ import annotations

import re
from dataclasses import dataclass

from payung.vocabulary.letters import one_of, plain, quoted, sql_map

#: Words before a name that are not part of it. Stripped only while another word is left.
TITLES = (
    "H", "HJ", "HAJI", "HAJJI", "HAJAH", "HAJJAH", "HI", "DR", "DRS", "DRA", "DRG", "DRH", "IR", "PROF", "KH", "K H", "KYAI", "KIAI",
    "KIYAI", "UST", "USTD", "USTAD", "USTADZ", "USTADZAH", "USTDZ", "USTZ", "USTZH", "USTAZ", "TGK", "TGH", "R", "RD", "RADEN", "RR",
    "R M", "R A", "R NGT", "PDT", "PENDETA", "NS", "APT", "BPK", "BAPAK", "PAK", "BP", "IBU", "BU", "MBAK", "SDR", "SDRI", "SAUDARA", "SAUDARI", "TN", "TUAN",
    "NY", "NYONYA", "NN", "NONA", "YTH", "DAENG", "DG", "PUANG",
)  # fmt: skip
#: Degrees that cannot be taken for a word of a name, even without dots or comma.
DEGREES = (
    "S ?PD(?: ?I| ?SD| ?K| ?AUD)?", "S ?KOM(?: ?I)?", "S ?SOS(?: ?I)?", "S ?IP", "S ?AG", "S ?KM", "S ?KEP", "S ?FARM", "S ?PT",
    "S ?HUT", "S ?PSI", "S ?SI", "S ?TP", "S ?STP", "S ?ST", "S ?SN", "S ?HI", "S ?TR(?: ?KEB| ?KEP| ?KES| ?T)?", "S ?IKOM", "S ?AP", "S ?AK",
    "SE", "SH", "ST", "S ?T", "MM", "M ?PD(?: ?I)?", "M ?SI", "M ?KES", "M ?KOM", "M ?AG", "M ?HUM", "M ?AP", "M ?ENG", "M ?SC",
    "M ?KN", "M ?IP", "A ?MD(?: ?KEB| ?KEP| ?KES| ?KOM| ?PD| ?AK)?", "AMK", "AMKEB", "AMKL", "PHD", "NERS", "BSC", "MBA", "LC",
    "SP", "MT", "MH",
)  # fmt: skip
#: Degrees that are also words or initials: they count only after a comma or with their dots.
_SHORT_DEGREES = (
    "S E", "S H", "M M", "M T", "M H", "M A", "MA", "B A", "BA", "S P", "S I", "GR", "CH", "CHT", "DIPL", "D III", "PH D", "L C",
)  # fmt: skip
_LATE = ("ALM", "ALMH", "ALMARHUM", "ALMARHUMAH")
# What follows is a second name, or (IST: wife of) another person's.
_ALIAS = ("ALIAS", "ALS", "AKA", "A K A", "IST", "ISTRI")

#: The spellings that one and the same word of a name has; the first is the canonical one.
_SPELLINGS = {
    "MUHAMAD": (
        "MUHAMMAD MOHAMAD MOHAMMAD MOHAMED MOHAMMED MUHAMED MUHAMMED MOCHAMAD MOCHAMMAD MUCHAMAD MUCHAMMAD MUKHAMAD MUKHAMMAD "
        "MOKHAMAD MOKHAMMAD MUHAMMAT MUHAMAT MOHAMAT MOCHAMAT MUH MOH MUHD MOHD MHD MHMD MHMMD MUHMD MOCH MUCH MOKH MUKH MUHAMD MUHMAD "
        "MUHAMMD MOHMAD MOCHMAD MOHAMD MUHAMMADD MUHAMAAD"
    ),
    "SITI": "SITTI SITY STI SIITI SITIE",
    "AHMAD": "ACHMAD AKHMAD AHMED ACHMED AHMMAD AHMADD AHMAT ACHMAT AKHMAT ACHMAAD ACH",
    "ABDUL": "ABD ABDU ABDOEL ABDOL ABDUR ABDUS ABDUN ABDUT ABDUD ABDUZ ABDUSH ABDULL",
    "NUR": "NOER NOOR NUUR NOR NURR",
    "SRI": "SRIE",
    "YUSUF": "JUSUF JUSUP YUSUP YUSOF",
    "ABDULAH": "ABDULOH ABDILAH",
    "UMAR": "OMAR",
    "USMAN": "OSMAN",
    "IBRAHIM": "IBRAHEM IBERAHIM",
    "HIDAYAT": "HIDAJAT",
    "RAHAYU": "RAHAJU",
    "WAYAN": "WYN",
    "NYOMAN": "NYM NYMN",
    "KETUT": "KTUT",
    "KADEK": "KDK",
    "KOMANG": "KMG KOMG",
    "GUSTI": "GST",
    "BAGUS": "BGS",
    "YOHANES": "YOHANIS JOHANES JOHANIS YOHANS JOHANS",
    "YOHANA": "JOHANA",
    "YAKOB": "JAKOB JACOB YACOB",
    "YAKOBUS": "JAKOBUS JACOBUS YACOBUS",
    "YAKUB": "JAKUB YAKUP JAKUP",
    "YULIANA": "JULIANA",
    "YULIANUS": "JULIANUS",
    "YULIUS": "JULIUS",
    "YUNUS": "JUNUS",
    "YONATAN": "JONATAN",
    "YOSUA": "JOSUA",
    "YUSTINA": "JUSTINA",
    "YEREMIA": "JEREMIA YEREMIAS JEREMIAS",
    "JON": "JHON JOHN",
    "PETER": "PIETER PITER",
    "SAMUEL": "SEMUEL",
    "FERONIKA": "VERONIKA VERONICA FERONICA",
    "YOSEP": "YOSEF JOSEP JOSEF",
    "ELISABET": "ELIZABET",
}
CANONICAL = {spelling: word for word, many in _SPELLINGS.items() for spelling in many.split()}
#: At the first place of a name of several words, a short form says what it says nowhere else.
_FIRST = {"M": "MUHAMAD", "AH": "AHMAD", "ST": "SITI"}
#: What a woman's M. is: Muhammad it is not, and Maria many times more often than anything else.
_WOMAN_M = "MARIA"
_SONS = ("B", "BIN", "BINTI", "BINTE", "BNTI", "BTE", "BT", "BR", "BORU", "BRU")
#: Words that only a Balinese name opens with: behind them two letters stand for a whole word that they mean nowhere else.
_BALINESE = ("I", "NI", "IDA", "GUSTI", "GST", "DEWA", "DESAK", "COKORDA", "ANAK", "SANG", "NGAKAN")
_BALINESE_SHORT = {
    "WY": "WAYAN", "MD": "MADE", "MDE": "MADE", "KT": "KETUT", "PT": "PUTU", "KD": "KADEK", "KM": "KOMANG", "GD": "GEDE", "GDE": "GEDE",
    "LH": "LUH", "AG": "AGUNG", "AGNG": "AGUNG", "NGH": "NENGAH", "NGR": "NGURAH",
}  # fmt: skip
# I (he) and NI (she) come and go before these: many lists leave them out.
_BALINESE_NEXT = (
    "WAYAN", "MADE", "NYOMAN", "KETUT", "PUTU", "KADEK", "KOMANG", "GEDE", "GUSTI", "LUH", "NENGAH", "DEWA", "NGURAH",
)  # fmt: skip

_TITLE_WORDS = one_of(TITLES)
_DEGREE_WORDS = one_of(DEGREES)
# With dots: S.Pd.I, M.M, A.Md.Keb; the dots stand where the words above allow a space.
_DOTTED = one_of(
    [d.replace(" ?", "[. ]*").replace(" ", "[. ]+") for d in DEGREES]
    + [d.replace(" ", "[. ]*") for d in _SHORT_DEGREES]
)
_WITH_DOTS = one_of(
    [d.replace(" ?", "[.] ?") for d in DEGREES if " ?" in d]
    + [d.replace(" ", "[.] ?") for d in _SHORT_DEGREES if " " in d]
)

_LATE_TYPED = rf"[(\[]?\b{one_of(_LATE)}\b[.)\]]*"
_SECOND_NAME = r"([A-Z][^(\[@\"{/]*)[(\[@\"{/].*$"
_AFTER_COMMA = rf" *,[ .,]*(?:{_DOTTED}[., ]*)+$"
_AFTER_SPACE = rf" +(?:{_WITH_DOTS}[., ]*)+$"
_LATE_WORD = rf"\b{one_of(_LATE)}\b"
_ALIAS_WORD = rf" {one_of(_ALIAS)} .*$"
_TITLES_FIRST = rf"^(?:{_TITLE_WORDS} )+"
_DEGREES_LAST = rf"(?: {_DEGREE_WORDS})+$"
_PLAIN_NAME = "[A-Z]+(?: [A-Z]+)*"


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as read from one cell. `key` and `skeleton` compare, `text` shows."""

    text: str
    key: str
    skeleton: str

    @classmethod
    def read(cls, typed: str | None, *, sex: str | None = None) -> Name | None:
        """Read a name as people type it; None where no letter is in it. `sex` ('L', 'P') says what an M. stands for."""
        text = clean_name(typed)
        if text is None:
            return None
        key = key_of_person(text, sex)
        return cls(text, key, name_skeleton(key))

    @property
    def first(self) -> str:
        """Return the first word of the key."""
        return self.key.partition(" ")[0]


def clean_name(typed: str | None) -> str | None:
    """Return a name in upper case with single spaces, without titles, degrees, (Alm), alias; None where no letter is in it.

    A title or degree that is all there is stays: some people are named Raden.
    """
    text = plain(typed).upper()
    words = text if re.fullmatch(_PLAIN_NAME, text) else _letters(_without_signs(text))
    words = _or_before(_single_spaced(re.sub(_LATE_WORD, " ", words)), words)
    words = re.sub(_ALIAS_WORD, "", words)
    words = re.sub(_TITLES_FIRST, "", words)
    return re.sub(_DEGREES_LAST, "", words) or None


def _without_signs(text: str) -> str:
    """Take off what only commas, dots and brackets betray: degrees, (Alm), a second name; read 0 and 1 inside words."""
    text = re.sub("([A-Z])0", r"\1O", text)
    text = re.sub("([A-Z])1([A-Z])", r"\1I\2", text)
    text = _or_before(re.sub(_LATE_TYPED, " ", text), text)
    text = re.sub(_SECOND_NAME, r"\1", text)
    text = re.sub(_AFTER_COMMA, "", text)
    return _or_before(re.sub(_AFTER_SPACE, "", text), text)


def _letters(text: str) -> str:
    """Keep letters, spaces and apostrophes between letters."""
    kept = re.sub("[^A-Z']+", " ", text).strip()
    if "'" in kept:
        kept = " ".join(word for word in (word.strip("'") for word in kept.split(" ")) if word)
    return kept


def _single_spaced(text: str) -> str:
    return re.sub(" +", " ", text).strip()


def _or_before(text: str, before: str) -> str:
    return text if re.search("[A-Z]", text) else before


def is_late(typed: str | None) -> bool:
    """Tell whether a name carries (Alm) or (Almh): the person is said to be dead."""
    return bool(re.search(_LATE_WORD, plain(typed).upper()))


# Doubled letters are one already when a word meets these. ACH, ICH, OCH, UCH and KH are one sound, written H.
_FOLDS = (
    ("ACH", "AH"), ("OCH", "OH"), ("UCH", "UH"), ("ICH", "IH"), ("CHAI", "HAI"), ("CHOI", "HOI"), ("CHUS", "HUS"), ("CHOL", "HOL"),
    ("CHR", "KR"), ("CH", "C"), ("KH", "H"), ("PH", "F"), ("TH", "T"), ("DH", "D"), ("AE", "AI"), ("IY", "I"), ("TY", "TI"),
)  # fmt: skip
_NEEDS_FOLD = "CH|[KPTD]H|AE|IY|TY"
# Old J is today's Y and old DJ today's J: a mark keeps them apart until all is folded. Lists keep OE in names whose J is today's
# (Joewita), so without DJ, TJ or SJ a J is old only after a consonant (Soerjo); a first J always stays (Johansjah).
_OLD_FOLDS = (("DJ", "<"), ("TJ", "C"), ("SJ", "SY"), ("OE", "U"))
_OLD = "OE|[DTSH]J"
_WHOLLY_OLD = "[DTS]J"
_OLD_J = r"\BJ"
_OLD_J_ALONE = r"([B-DF-HK-NP-TV-Z])J"
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DOUBLED = "|".join(letter * 2 for letter in _ALPHABET)
_TREBLED = "|".join(letter * 3 for letter in _ALPHABET)
# ABDULLAH is a word of its own; ABDULAZIZ, ABDURRAHMAN, NURHAYATI are two, and stand as two in other lists.
_ABDUL_JOINED = r"\bABDUL(A[A-GI-Z][A-Z]+|[B-Z][A-Z]{2,})\b"
_ABDUR_JOINED = r"\bABDU([RSNTDZ][AEIOU][A-Z]{2,})\b"
_NUR_JOINED = r"\bNUR([A-Z]{4,})\b"
_BETWEEN = f" (?:{one_of(_SONS)} )+"
_BALINESE_OPENED = f"^{one_of(_BALINESE)} "
_HE_OR_SHE = f"^(?:I|NI) ({one_of(_BALINESE_NEXT)})\\b"
_SOUNDS_FROM = "FVQDZJEIOU"
_SOUNDS_TO = "PPKTSSAAAA"
_UNHEARD = r"\B[AHY]+"
# The same before the vowels sound alike: what is dropped first need not be translated.
_UNHEARD_TYPED = r"\B[AHYEIOU]+"


def name_key(name: str) -> str:
    """Return the canonical spelling of each word of a clean name, in order.

    Muhammad in one spelling, old spelling folded, doubled letters single, joined Abdul and Nur split,
    bin, binti and boru dropped (the father's or the clan's name stays), the words of Balinese names written out, their I and NI dropped.
    """
    words = _single(re.sub(_BETWEEN, " ", name.replace("'", "")))
    if re.search(_BALINESE_OPENED, words):
        words = _balinese(words)
    for short, whole in _FIRST.items():
        if words.startswith(short + " "):
            words = whole + words[len(short) :]
    return " ".join(_word_key(word) for word in words.split(" "))


def key_of_person(name: str, sex: str | None) -> str:
    """Return the key of a clean name of somebody whose sex is known: a woman's M. is Maria, no Muhammad."""
    key = name_key(name)
    if sex == "P" and name.startswith("M ") and key.startswith(f"{_FIRST['M']} "):
        return _WOMAN_M + key[len(_FIRST["M"]) :]
    return key


def _balinese(words: str) -> str:
    whole = (_BALINESE_SHORT.get(word, CANONICAL.get(word, word)) for word in words.split(" "))
    return re.sub(_HE_OR_SHE, r"\1", " ".join(whole))


def _word_key(word: str) -> str:
    canonical = CANONICAL.get(word, word)
    if re.search(_OLD, canonical):
        canonical = _modern(canonical)
    if re.search(_NEEDS_FOLD, canonical):
        canonical = _replaced(canonical, _FOLDS)
    return _final_i(_split_joined(_single(CANONICAL.get(canonical, canonical))))


def _modern(word: str) -> str:
    old_j, today = (_OLD_J, "Y") if re.search(_WHOLLY_OLD, word) else (_OLD_J_ALONE, r"\1Y")
    return re.sub(old_j, today, _replaced(word, _OLD_FOLDS)).replace("<", "J")


def _single(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


def _replaced(word: str, folds: tuple[tuple[str, str], ...]) -> str:
    for old, new in folds:
        word = word.replace(old, new)
    return word


def _split_joined(word: str) -> str:
    if word.startswith("ABDU"):
        return re.sub(_ABDUR_JOINED, r"ABDUL \1", re.sub(_ABDUL_JOINED, r"ABDUL \1", word))
    return re.sub(_NUR_JOINED, r"NUR \1", word)


def _final_i(word: str) -> str:
    return word[:-1] + "I" if len(word) > 2 and word.endswith("Y") else word


def name_skeleton(key: str) -> str:
    """Return what is heard of each word of a key (first letter and consonants, f/p/v, k/q, d/t, z/j/s alike), sorted."""
    sounds = key.replace("UW", "U").replace("X", "KS").translate(str.maketrans(_SOUNDS_FROM, _SOUNDS_TO))
    return " ".join(sorted(re.sub(_UNHEARD, "", sounds).split(" ")))


def _replaces(expression: str, folds: tuple[tuple[str, str], ...]) -> str:
    for old, new in folds:
        expression = f"replace({expression}, {quoted(old)}, {quoted(new)})"
    return expression


_CANONICAL = sql_map(CANONICAL)
_BALINESE_WORDS = sql_map(CANONICAL | _BALINESE_SHORT)
_OPENED = " ".join(
    f"WHEN starts_with(words, '{short} ') THEN '{whole}' || words[{len(short) + 1}:]" for short, whole in _FIRST.items()
)
_KNOWN_WORD = rf"\b{one_of(list(CANONICAL))}\b"
_JOINED_WORD = r"\bABDU|\bNUR[A-Z]{4}"
_FINAL_Y = r"([A-Z][A-Z])Y\b"
# One pass over a name tells whether any rule of its key would touch it; many pass.
_TOUCHED_KEY = f"{_OLD}|{_NEEDS_FOLD}|{_JOINED_WORD}|{_FINAL_Y}|{_KNOWN_WORD}"
_TOUCHED_AT_ALL = f"{_DOUBLED}|{_TOUCHED_KEY}|'|{_BETWEEN}|{_BALINESE_OPENED}|^(?:{'|'.join(_FIRST)}) "
_TOUCHED_NAME = f"{_LATE_WORD}|{_ALIAS_WORD}|{_TITLES_FIRST}|{_DEGREES_LAST}"

# `list_transform([x], lambda y: …)[1]` names a value, so that a macro that needs it twice computes it once. A name that a lambda
# gives hides a column or an outer name that the macro was called with: where both meet, it ends in an underscore or `_it`.
MACROS = f"""
CREATE OR REPLACE TEMP MACRO text_or_before(after_, before_) AS
    list_transform([after_], lambda after_it: CASE WHEN regexp_matches(after_it, '[A-Z]') THEN after_it ELSE before_ END)[1];
CREATE OR REPLACE TEMP MACRO name_digits_read(typed) AS
    CASE WHEN regexp_matches(typed, '[A-Z][01]')
         THEN regexp_replace(regexp_replace(typed, '([A-Z])0', '\\1O', 'g'), '([A-Z])1([A-Z])', '\\1I\\2', 'g') ELSE typed END;
CREATE OR REPLACE TEMP MACRO name_without_late(typed) AS
    CASE WHEN regexp_matches(typed, {quoted(_LATE_WORD)})
         THEN text_or_before(regexp_replace(typed, {quoted(_LATE_TYPED)}, ' ', 'g'), typed) ELSE typed END;
CREATE OR REPLACE TEMP MACRO name_without_second(typed) AS
    CASE WHEN regexp_matches(typed, '[,(@"/{{\\[]') THEN regexp_replace(regexp_replace(typed, {quoted(_SECOND_NAME)}, '\\1'), {quoted(_AFTER_COMMA)}, '')
         ELSE typed END;
CREATE OR REPLACE TEMP MACRO name_without_degrees(typed) AS text_or_before(regexp_replace(typed, {quoted(_AFTER_SPACE)}, ''), typed);
CREATE OR REPLACE TEMP MACRO name_letters(typed) AS
    list_transform([trim(regexp_replace(typed, '[^A-Z'']+', ' ', 'g'))], lambda kept:
        CASE WHEN contains(kept, '''') THEN array_to_string(list_filter(list_transform(string_split(kept, ' '),
            lambda word: trim(word, '''')), lambda word: word <> ''), ' ') ELSE kept END)[1];
CREATE OR REPLACE TEMP MACRO name_words(typed) AS
    CASE WHEN regexp_full_match(typed, {quoted(_PLAIN_NAME)}) THEN typed
         ELSE name_letters(list_transform(list_transform(list_transform([name_digits_read(typed)],
            lambda text: name_without_late(text)), lambda text: name_without_second(text)), lambda text: name_without_degrees(text))[1]) END;
CREATE OR REPLACE TEMP MACRO name_alive(words) AS
    text_or_before(trim(regexp_replace(regexp_replace(words, {quoted(_LATE_WORD)}, ' ', 'g'), ' +', ' ', 'g')), words);
CREATE OR REPLACE TEMP MACRO name_bare(words) AS
    CASE WHEN regexp_matches(words, {quoted(_TOUCHED_NAME)})
         THEN regexp_replace(regexp_replace(regexp_replace(name_alive(words), {quoted(_ALIAS_WORD)}, ''),
            {quoted(_TITLES_FIRST)}, ''), {quoted(_DEGREES_LAST)}, '')
         WHEN words <> '' THEN words END;
CREATE OR REPLACE TEMP MACRO name_of(typed) AS
    CASE WHEN regexp_full_match(upper(typed), {quoted(_PLAIN_NAME)}) AND NOT regexp_matches(upper(typed), {quoted(_TOUCHED_NAME)}) THEN upper(typed)
         ELSE list_transform(list_transform([upper(plain_text(typed))], lambda text: name_words(text)), lambda words: name_bare(words))[1] END;
CREATE OR REPLACE TEMP MACRO name_is_late(typed) AS regexp_matches(upper(typed), {quoted(_LATE_WORD)});

CREATE OR REPLACE TEMP MACRO words_single(words) AS
    CASE WHEN NOT regexp_matches(words, '{_DOUBLED}') THEN words
         WHEN NOT regexp_matches(words, '{_TREBLED}') THEN {_replaces("words", tuple((letter * 2, letter) for letter in _ALPHABET))}
         ELSE array_to_string(list_filter(string_split(words, ''), lambda letter_, nth_: nth_ = 1 OR letter_ <> words[nth_ - 1]), '') END;
CREATE OR REPLACE TEMP MACRO words_canonical(words) AS
    CASE WHEN regexp_matches(words, '{_KNOWN_WORD}')
         THEN array_to_string(list_transform(string_split(words, ' '), lambda word: coalesce({_CANONICAL}[word], word)), ' ') ELSE words END;
CREATE OR REPLACE TEMP MACRO words_modern(words) AS
    CASE WHEN regexp_matches(words, '{_OLD}')
         THEN array_to_string(list_transform(string_split(words, ' '), lambda word:
            CASE WHEN regexp_matches(word, '{_WHOLLY_OLD}') THEN replace(regexp_replace({_replaces("word", _OLD_FOLDS)}, '{_OLD_J}', 'Y', 'g'), '<', 'J')
                 WHEN regexp_matches(word, '{_OLD}') THEN regexp_replace({_replaces("word", _OLD_FOLDS)}, '{_OLD_J_ALONE}', '\\1Y', 'g')
                 ELSE word END), ' ') ELSE words END;
CREATE OR REPLACE TEMP MACRO words_folded(words) AS
    CASE WHEN regexp_matches(words, '{_NEEDS_FOLD}') THEN {_replaces("words", _FOLDS)} ELSE words END;
CREATE OR REPLACE TEMP MACRO words_split(words) AS
    CASE WHEN regexp_matches(words, '{_JOINED_WORD}')
         THEN regexp_replace(regexp_replace(regexp_replace(words, '{_NUR_JOINED}', 'NUR \\1', 'g'),
            '{_ABDUL_JOINED}', 'ABDUL \\1', 'g'), '{_ABDUR_JOINED}', 'ABDUL \\1', 'g') ELSE words END;
CREATE OR REPLACE TEMP MACRO words_final_i(words) AS
    CASE WHEN regexp_matches(words, '{_FINAL_Y}') THEN regexp_replace(words, '{_FINAL_Y}', '\\1I', 'g') ELSE words END;
CREATE OR REPLACE TEMP MACRO words_key(words) AS
    CASE WHEN NOT regexp_matches(words, '{_TOUCHED_KEY}') THEN words
         ELSE list_transform(list_transform(list_transform(list_transform(list_transform(list_transform([words_canonical(words)],
            lambda w: words_modern(w)), lambda w: words_folded(w)), lambda w: words_canonical(w)),
            lambda w: words_single(w)), lambda w: words_split(w)), lambda w: words_final_i(w))[1] END;
CREATE OR REPLACE TEMP MACRO words_balinese(words) AS
    CASE WHEN regexp_matches(words, '{_BALINESE_OPENED}')
         THEN regexp_replace(array_to_string(list_transform(string_split(words, ' '), lambda word: coalesce({_BALINESE_WORDS}[word], word)), ' '),
            '{_HE_OR_SHE}', '\\1') ELSE words END;
CREATE OR REPLACE TEMP MACRO name_opened(words) AS
    CASE {_OPENED} ELSE words_balinese(words) END;
CREATE OR REPLACE TEMP MACRO name_unconnected(words) AS
    CASE WHEN contains(words, ' B') OR contains(words, '''')
         THEN regexp_replace(replace(words, '''', ''), {quoted(_BETWEEN)}, ' ', 'g') ELSE words END;
-- name: name_of(typed).
CREATE OR REPLACE TEMP MACRO words_prepared(name) AS
    list_transform(list_transform([name_unconnected(name)], lambda words: words_single(words)), lambda words: name_opened(words))[1];
CREATE OR REPLACE TEMP MACRO name_key_of(name) AS
    CASE WHEN NOT regexp_matches(name, {quoted(_TOUCHED_AT_ALL)}) THEN name
         ELSE list_transform([words_prepared(name)], lambda words: words_key(words))[1] END;
-- name: name_of(typed); key: name_key_of(name); digits: those of the NIK, asked only where the sex is not said.
CREATE OR REPLACE TEMP MACRO name_key_of_person(name, key, sex, digits) AS
    CASE WHEN starts_with(name, 'M ') AND starts_with(key, '{_FIRST["M"]} ')
              AND coalesce(sex, nik_sex_of(CASE WHEN nik_is_well_formed(digits) THEN digits END)) = 'P'
         THEN '{_WOMAN_M}' || key[{len(_FIRST["M"]) + 1}:] ELSE key END;
-- key: name_key_of(name).
CREATE OR REPLACE TEMP MACRO name_skeleton_of(key) AS
    array_to_string(list_sort(string_split(translate(regexp_replace(
        replace(replace(key, 'UW', 'U'), 'X', 'KS'),
        '{_UNHEARD_TYPED}', '', 'g'), '{_SOUNDS_FROM}', '{_SOUNDS_TO}'), ' ')), ' ');
"""
