import { romanNumeral } from "./roman-numeral.ts";
import { sayAs, sayFrom, type Rule } from "./rule.ts";

const months = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember".split("|");
const monthNames = `${months.join("|")}|Jänner`;

const anywhere: Readonly<Record<string, string>> = {
  "z. B.": "zum Beispiel",
  "Z. B.": "Zum Beispiel",
  "d. h.": "das heißt",
  "D. h.": "Das heißt",
  "u. a.": "unter anderem",
  "U. a.": "Unter anderem",
  "u. U.": "unter Umständen",
  "o. ä.": "oder ähnliches",
  "o. Ä.": "oder Ähnliches",
  "u. ä.": "und ähnliches",
  "u. Ä.": "und Ähnliches",
  "i. d. R.": "in der Regel",
  "s. o.": "siehe oben",
  "s. u.": "siehe unten",
  "i. A.": "im Auftrag",
  "v. a.": "vor allem",
  "z. T.": "zum Teil",
  "v. Chr.": "vor Christus",
  "n. Chr.": "nach Christus",
  "usw.": "und so weiter",
  "bzw.": "beziehungsweise",
  "Bzw.": "Beziehungsweise",
  "etc.": "et cetera",
  "ca.": "circa",
  "Ca.": "Circa",
  "vgl.": "vergleiche",
  "Vgl.": "Vergleiche",
  "ggf.": "gegebenenfalls",
  "Ggf.": "Gegebenenfalls",
  "evtl.": "eventuell",
  "Evtl.": "Eventuell",
  "inkl.": "inklusive",
  "exkl.": "exklusive",
  "zzgl.": "zuzüglich",
  "abzgl.": "abzüglich",
  "sog.": "sogenannte",
  "bspw.": "beispielsweise",
  "Mio.": "Millionen",
  "Mrd.": "Milliarden",
  "Tsd.": "Tausend",
  "Jh.": "Jahrhundert",
  "Jhd.": "Jahrhundert",
  "Mwst.": "Mehrwertsteuer",
  "MwSt.": "Mehrwertsteuer",
  "geb.": "geboren",
  "gest.": "gestorben",
  "Std.": "Stunden",
  "1/2": "ein halb",
  "1/3": "ein Drittel",
  "2/3": "zwei Drittel",
  "1/4": "ein Viertel",
  "3/4": "drei Viertel",
};

const beforeName: Readonly<Record<string, string>> = {
  "Dr.": "Doktor",
  "Prof.": "Professor",
  "Hr.": "Herr",
  "Hrn.": "Herrn",
  "Fr.": "Frau",
  "St.": "Sankt",
  "Dipl.": "Diplom",
  "Ing.": "Ingenieur",
};

const beforeNumber: Readonly<Record<string, string>> = {
  "Nr.": "Nummer",
  "Bd.": "Band",
  "S.": "Seite",
  "Abs.": "Absatz",
  "Kap.": "Kapitel",
  "Art.": "Artikel",
  "Abb.": "Abbildung",
  "Tab.": "Tabelle",
  "Tel.": "Telefon",
  "§§": "Paragrafen",
  "Jan.": "Januar",
  "Feb.": "Februar",
  "Apr.": "April",
  "Aug.": "August",
  "Sept.": "September",
  "Sep.": "September",
  "Okt.": "Oktober",
  "Nov.": "November",
  "Dez.": "Dezember",
  "~": "ungefähr ",
};

const monthAbbreviations: Readonly<Record<string, string>> = {
  "Jan.": "Januar",
  "Feb.": "Februar",
  "Apr.": "April",
  "Aug.": "August",
  "Sept.": "September",
  "Sep.": "September",
  "Okt.": "Oktober",
  "Nov.": "November",
  "Dez.": "Dezember",
};

const units: Readonly<Record<string, string>> = {
  "km/h": "Kilometer pro Stunde",
  "m/s": "Meter pro Sekunde",
  "km²": "Quadratkilometer",
  "m²": "Quadratmeter",
  "cm²": "Quadratzentimeter",
  "m³": "Kubikmeter",
  "cm³": "Kubikzentimeter",
  qm: "Quadratmeter",
  km: "Kilometer",
  m: "Meter",
  cm: "Zentimeter",
  mm: "Millimeter",
  kg: "Kilogramm",
  g: "Gramm",
  mg: "Milligramm",
  l: "Liter",
  ml: "Milliliter",
  ha: "Hektar",
  t: "Tonnen",
  GB: "Gigabyte",
  MB: "Megabyte",
  KB: "Kilobyte",
  kB: "Kilobyte",
  TB: "Terabyte",
  Hz: "Hertz",
  kHz: "Kilohertz",
  MHz: "Megahertz",
  GHz: "Gigahertz",
  W: "Watt",
  kW: "Kilowatt",
  MW: "Megawatt",
  GW: "Gigawatt",
  kWh: "Kilowattstunden",
  MWh: "Megawattstunden",
  V: "Volt",
  mA: "Milliampere",
  dB: "Dezibel",
  kcal: "Kilokalorien",
  PS: "Pe Ess",
  "°C": "Grad Celsius",
  "°F": "Grad Fahrenheit",
  min: "Minuten",
  h: "Stunden",
};

const spacedUnits = Object.fromEntries(Object.entries(units).map(([unit, spoken]) => [unit, ` ${spoken}`]));
const rulers =
  "Albrecht|Alexander|Alfons|August|Benedikt|Christian|Elisabeth|Ferdinand|Franz|Friedrich|Georg|Gregor|Gustav|Heinrich|Innozenz|Johannes|Joseph|Josef|Karl|Katharina|Konrad|Leo|Leopold|Ludwig|Maximilian|Napoleon|Nikolaus|Otto|Paul|Peter|Philipp|Pius|Ramses|Richard|Rudolf|Wilhelm";
/** Nouns before which a number with a full stop is an ordinal number. */
const counted =
  "Jahrhundert|Jahrhunderts|Jahrtausend|Auflage|Kapitel|Platz|Klasse|Weltkrieg|Weltkriegs|Weltkrieges|Mal|Geburtstag|Stock|Stockwerk|Etage|Tag|Woche|Runde|Liga|Lebensjahr|Lebensjahres|Quartal|Semester|Band|Staffel|Folge|Minute|Spieltag|Bezirk|Armee|Division|Etappe|Rang|Akt|Teil|Generation|Mai|Halbzeit|Jahrestag|Schuljahr|Grad|Ordnung|Stufe|Spielminute";

export const germanRules: readonly Rule[] = [
  // Dates: 21.03.2024, 2024-03-21, 21. März.
  { pattern: /(?<![\p{L}\p{N}/.-])(\d{4})-(\d\d)-(\d\d)(?![\p{L}\p{N}/-])/gu, say: ([, year, month, day]) => date(day, month, year, "r") },
  {
    pattern: /(?<=(?:(\p{L}+),? )?)(?<![\p{L}\p{N}/.-])(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d\d(?!\d))(?![\p{L}\p{N}/-]|[.,:]\d)/gu,
    say: ([, before, day, month, year]) => date(day, month, year, endingAfter(before) ?? "r"),
  },
  {
    pattern: new RegExp(
      String.raw`(?<=(?:(\p{L}+),? )?)(?<![\p{L}\p{N}.,])(\d{1,2})\.(?= ?(?:${monthNames}|Jan\.|Feb\.|Apr\.|Aug\.|Sept?\.|Okt\.|Nov\.|Dez\.)(?!\p{L}))`,
      "gu",
    ),
    say: ([, before, number]) => ordinal(Number(number), endingAfter(before) ?? "r"),
  },
  {
    pattern: new RegExp(
      String.raw`(?<=(\p{L}+) )(?<![\p{L}\p{N}.,])(\d{1,2})\.(?= (?:\p{Ll}+en )?(?:${counted}|Jh\.|Jhd\.)(?!\p{L}))`,
      "gu",
    ),
    say: ([, before, number]) => ordinal(Number(number), endingAfter(before) ?? "n"),
  },
  sayFrom(monthAbbreviations, String.raw`(?<=\d\. ?)`, String.raw`(?![\p{L}])`),
  // Rulers: "Ludwig XIV." and "Kapitel IV".
  {
    pattern: new RegExp(String.raw`(?<=(?:(\p{Ll}+) )?(?<!\p{L})(?:${rulers}) )([IVX]+)\.?(?![\p{L}\p{N}'’-])`, "gu"),
    say: ([found, before, numeral = ""]) => (numeral === found && numeral === "I" ? undefined : regnal(romanNumeral(numeral), before)),
  },
  {
    pattern: /(?<=\p{Lu}\p{L}+ )(?:[IVXL]{2,}|(?<=(?:Kapitel|Band|Teil|Akt|Buch|Typ|Phase|Abschnitt) )[IVX])(?![\p{L}\p{N}'’-])/gu,
    say: ([found]) => romanNumeral(found)?.toString(),
  },
  // Money.
  {
    pattern: /(?<![\p{L}\p{N}])([$£]) ?(\d[\d.]*(?:,\d+)?)(?!\d)( (?:Mio\.|Mrd\.|Millionen|Milliarden))?/gu,
    say: ([, sign, amount, scale]) => `${amount}${largeNumber(scale)} ${sign === "$" ? "Dollar" : "Pfund"}`,
  },
  {
    pattern: /(?<![\d.,])(\d[\d.]*),(\d\d) ?(€|Euro|EUR)(?!\p{L})/gu,
    say: ([, euros, cents]) => (cents === "00" ? `${euros} Euro` : `${euros} Euro ${Number(cents)}`),
  },
  sayAs(/(?<=\d) ?EUR(?!\p{L})/gu, " Euro"),
  // Times: "14.30 Uhr", "14:05 Uhr".
  {
    pattern: /(?<![\d.:])([01]?\d|2[0-4])[.:]([0-5]\d)(?= ?Uhr)/g,
    say: ([, hour = "", minute = ""]) => `${hourOf(hour)} Uhr${minute === "00" ? "" : ` ${Number(minute)}`}`,
  },
  { pattern: /(?<=(?<![\d.:])(?:[01]?\d|2[0-4])[.:][0-5]\d) ?Uhr(?!\p{L})/gu, say: () => "" },
  {
    pattern: /(?<![\d.:,])(0?\d|1\d|2[0-4]):([0-5]\d)(?![\d:]| ?Uhr)/g,
    say: ([, hour = "", minute = ""]) => `${hourOf(hour)} Uhr${minute === "00" ? "" : ` ${Number(minute)}`}`,
  },
  sayAs(/(?<![\d.,:])1(?= Uhr)/g, "ein"),
  // Units.
  sayFrom(spacedUnits, String.raw`(?<=\d) ?`, String.raw`(?![\p{L}\p{N}²³/^'’])`),
  // Abbreviations.
  sayFrom(anywhere, String.raw`(?<![\p{L}\p{N}./-])`, String.raw`(?![\p{L}\p{N}/])`),
  sayFrom(beforeName, String.raw`(?<![\p{L}\p{N}.])`, String.raw`(?=[ -](?:[\p{Lu}]|med\.|phil\.))`),
  sayFrom(beforeNumber, String.raw`(?<![\p{L}\p{N}.])`, String.raw`(?= ?\d)`),
  sayAs(/(?<=\p{Ll})str\.(?! ?\p{Lu}\p{Ll})/gu, "straße"),
  sayAs(/(?<![\p{L}\p{N}])Str\.(?= ?\d)/gu, "Straße"),
  sayAs(/(?<![\p{L}\p{N}.])(\p{Lu})\.(?= \p{Lu}[\p{L}.])/gu, "$1"),
  {
    pattern: /(?<![\d.,/:–-])(1[1-9]\d\d) ?[-–] ?(1[1-9]\d\d|20\d\d)(?![\d%/:–-]|[.,]\d)/g,
    say: ([, from = "", to = ""]) => `${year(from)} bis ${year(to)}`,
  },
  {
    pattern: /(?<![\p{L}\p{N}.,])(1[1-9])(\d0)er(?!\p{L})/gu,
    say: ([, century = "", decade = ""]) => (decade === "00" ? `${century} hunderter` : `${century} hundert ${decade}er`),
  },
  {
    pattern: /(?<![\p{L}\p{N}.,/:–-])(\d{1,4})[-–](\d{1,4})(?![\p{L}\p{N}/:–-]|[.,]\d)/gu,
    say: ([, from = "", to = ""]) =>
      Number(from) < Number(to) && !(from.length === 3 && to.length === 4) && !to.startsWith("0") ? `${from} bis ${to}` : undefined,
  },
  // Years from 1100 to 1999.
  {
    pattern: new RegExp(
      String.raw`(?<=(?:(?<!\p{L})(?:[Ii]m Jahre?|[Ii]m Jahr|[Ss]eit|[Vv]on|[Bb]is|[Uu]m|[Aa]b|[Vv]or|[Nn]ach|[Zz]wischen|und|Sommer|Winter|Herbst|Frühjahr|Frühling|${monthNames}|Jahr|[Aa]nno|geboren|geb\.|gest\.|†|\*) |\())1[1-9]\d\d(?![\d%.,]*\d|[%°]| ?(?:[kmc]?m|kg|g|l|ha|t|Euro|€|Menschen|Einwohner|Personen|Stück|Tage|Jahre|Stunden|Seiten)(?!\p{L}))`,
      "gu",
    ),
    say: ([found]) => year(found),
  },
  sayAs(/(?<=(?<![\p{L}\p{N}])\d+)x(?![\p{L}\p{N}])/gu, " mal"),
  sayAs(/(?<=\d) ?x ?(?=\d)/g, " mal "),
];

/** A year as it is said; those from 1100 to 1999 in hundreds. */
function year(written: string): string {
  if (!/^1[1-9]\d\d$/.test(written)) return written;
  const rest = Number(written.slice(2));
  return `${Number(written.slice(0, 2))} hundert${rest === 0 ? "" : ` ${rest}`}`;
}

function date(day = "", month = "", yearOf = "", ending: Ending): string | undefined {
  const name = months[Number(month) - 1];
  const number = ordinal(Number(day), ending);
  return name && number && Number(day) <= 31 ? `${number} ${name} ${yearOf.length === 2 ? Number(yearOf) : year(yearOf)}` : undefined;
}

type Ending = "" | "n" | "r" | "s";

/** The ending of an adjective after a word. */
function endingAfter(word: string | undefined): Ending | undefined {
  if (word === undefined) return undefined;
  if (/^(?:am|vom|zum|dem|den|im|bis|seit|des|ab|beim|zur|ins|aufs|bis|Am|Vom|Zum|Im|Den|Dem|Seit|Bis|Ab|Des|Zur)$/.test(word)) return "n";
  if (/^(?:der|die|das|Der|Die|Das)$/.test(word)) return "";
  if (/^(?:ein|sein|ihr|mein|dein|unser|kein|Ein|Sein|Ihr)$/.test(word)) return "r";
  if (/^(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)$/i.test(word)) return "n";
  return undefined;
}

function regnal(number: number | undefined, before: string | undefined): string | undefined {
  const isGenitive = before === "des";
  const isOblique = isGenitive || /^(?:von|unter|mit|bei|gegen|für|durch|zu|nach|und)$/.test(before ?? "");
  const article = isGenitive ? "des" : isOblique ? "dem" : "der";
  const spoken = number === undefined ? undefined : ordinal(number, isOblique ? "n" : "");
  return spoken && `${article} ${spoken[0]?.toUpperCase()}${spoken.slice(1)}`;
}

function largeNumber(scale: string | undefined): string {
  return (scale ?? "").replace("Mio.", "Millionen").replace("Mrd.", "Milliarden");
}

function hourOf(hour: string): string {
  return Number(hour) === 1 ? "ein" : String(Number(hour));
}

const small =
  "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split(
    " ",
  );
const tens = ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];

/** A number up to 99 in words, apart because eSpeak says compounds of them wrongly. */
function cardinal(number: number): string {
  if (number < 20) return small[number] ?? "";
  const rest = number % 10;
  return `${rest === 0 ? "" : `${small[rest]} und `}${tens[Math.floor(number / 10)]}`;
}

/** An ordinal number up to 99 in words. */
function ordinal(number: number, ending: Ending): string | undefined {
  if (number < 1 || number > 99) return undefined;
  const special: Readonly<Record<number, string>> = { 1: "erste", 3: "dritte", 7: "siebte", 8: "achte" };
  return `${special[number] ?? `${cardinal(number)}${number < 20 ? "te" : "ste"}`}${ending}`;
}
