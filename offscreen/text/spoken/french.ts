import { romanNumeral } from "./roman-numeral.ts";
import { sayAs, sayFrom, type Rule } from "./rule.ts";

const months = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre".split("|");

const anywhere: Readonly<Record<string, string>> = {
  "MM.": "Messieurs",
  "p. ex.": "par exemple",
  "c.-à-d.": "c'est-à-dire",
  "cf.": "confer",
  "av. J.-C.": "avant Jésus-Christ",
  "apr. J.-C.": "après Jésus-Christ",
  "ap. J.-C.": "après Jésus-Christ",
  Cie: "compagnie",
  "éd.": "éditions",
  "3/4": "trois quarts",
  "1/2": "un demi",
  "1/3": "un tiers",
  "2/3": "deux tiers",
  "1/4": "un quart",
};

const beforeName: Readonly<Record<string, string>> = {
  "M.": "Monsieur",
  "Mgr.": "Monseigneur",
  Mgr: "Monseigneur",
  "Dr.": "Docteur",
  Dr: "Docteur",
  "Pr.": "Professeur",
  "Me.": "Maître",
  Me: "Maître",
  "St.": "Saint",
  St: "Saint",
  "Ste.": "Sainte",
  "av.": "avenue",
  "Av.": "Avenue",
  "bd.": "boulevard",
  "Bd.": "Boulevard",
};

const beforeNumber: Readonly<Record<string, string>> = {
  "p.": "page",
  "pp.": "pages",
  "n°": "numéro",
  "N°": "Numéro",
  nº: "numéro",
  no: "numéro",
  nos: "numéros",
  "art.": "article",
  "Art.": "Article",
  "chap.": "chapitre",
  "Chap.": "Chapitre",
  "ch.": "chapitre",
  "vol.": "volume",
  "Vol.": "Volume",
  "fig.": "figure",
  "Fig.": "Figure",
  "env.": "environ",
  "tél.": "téléphone",
  "Tél.": "Téléphone",
  "janv.": "janvier",
  "févr.": "février",
  "fév.": "février",
  "avr.": "avril",
  "juil.": "juillet",
  "sept.": "septembre",
  "oct.": "octobre",
  "nov.": "novembre",
  "déc.": "décembre",
  "§": "paragraphe ",
  "~": "environ ",
};

const units: Readonly<Record<string, string>> = {
  "km/h": "kilomètres par heure",
  "m/s": "mètres par seconde",
  "km²": "kilomètres carrés",
  "m²": "mètres carrés",
  "cm²": "centimètres carrés",
  "m³": "mètres cubes",
  "cm³": "centimètres cubes",
  m: "mètres",
  g: "grammes",
  l: "litres",
  L: "litres",
  ml: "millilitres",
  mL: "millilitres",
  cl: "centilitres",
  mg: "milligrammes",
  ha: "hectares",
  t: "tonnes",
  Go: "gigaoctets",
  Mo: "mégaoctets",
  Ko: "kilooctets",
  ko: "kilooctets",
  To: "téraoctets",
  kHz: "kilohertz",
  MHz: "mégahertz",
  kW: "kilowatts",
  MW: "mégawatts",
  GW: "gigawatts",
  kWh: "kilowattheures",
  MWh: "mégawattheures",
  TWh: "térawattheures",
  mA: "milliampères",
  dB: "décibels",
  kcal: "kilocalories",
  min: "minutes",
  "°C": "degrés Celsius",
  "°F": "degrés Fahrenheit",
};

const amounts: Readonly<Record<string, string>> = {
  "M€": "millions d'euros",
  "Md€": "milliards d'euros",
  "Mds€": "milliards d'euros",
  "Md €": "milliards d'euros",
  "Mds €": "milliards d'euros",
  "M €": "millions d'euros",
  "k€": "mille euros",
  M$: "millions de dollars",
  Md$: "milliards de dollars",
  $: "dollars",
  "€": "euros",
};

const digit = String.raw`(?<=\d) ?`;
const unitEnd = String.raw`(?![\p{L}\p{N}²³/^'’])`;
const wordStart = String.raw`(?<![\p{L}\p{N}.-])`;

export const frenchRules: readonly Rule[] = [
  // Dates: 21/03/2024, 21.03.2024, 2024-03-21.
  { pattern: /(?<![\p{L}\p{N}/.-])(\d{4})-(\d\d)-(\d\d)(?![\p{L}\p{N}/-])/gu, say: ([, year, month, day]) => date(day, month, year) },
  {
    pattern: /(?<![\p{L}\p{N}/.-])(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?![\p{L}\p{N}/-]|\.\d)/gu,
    say: ([, day, , month, year]) => date(day, month, year),
  },
  // Money.
  {
    pattern: /(?<![\p{L}\p{N}])\$ ?(\d[\d.,]*\d|\d)(?![\d%])/gu,
    say: ([, amount = ""]) => `${amount} dollars`,
  },
  { pattern: /(?<![\d.,])(\d[\d ]*),(\d\d)( ?)€(?!\p{L})/gu, say: ([, euros = "", cents = ""]) => euroAmount(euros, cents) },
  sayAs(/(?<![\d.,])1 ?€(?!\p{L})/gu, "un euro"),
  sayAs(/(?<![\d.,])100 ?€(?!\p{L})/gu, "cent euros"),
  sayAs(/(?<=(?:million|milliard)s?) ?€(?!\p{L})/gu, " d'euros"),
  sayFrom(withSpace(amounts), digit, String.raw`(?![\p{L}\p{N}])`),
  // Times: "14h30", "8 h".
  {
    pattern: /(?<![\p{L}\p{N}.,/])([01]?\d|2[0-4]) ?[hH] ?(?:([0-5]\d)(?: ?min)?)?(?![\p{L}\p{N}/²])/gu,
    say: ([, hour = "", minute]) => time(Number(hour), minute),
  },
  { pattern: /(?<![\d:.,])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])/g, say: ([, hour = "", minute]) => time(Number(hour), minute) },
  // Units.
  sayFrom(withSpace(units), digit, unitEnd),
  // Abbreviations.
  sayFrom(anywhere, String.raw`(?<![\p{L}\p{N}./-])`, String.raw`(?![\p{L}\p{N}/])`),
  sayFrom(beforeName, wordStart, String.raw`(?= \p{Lu})`),
  sayAs(/(?<![\p{L}\p{N}])St(e?)-(?=\p{Lu})/gu, "Saint$1-"),
  sayFrom(beforeNumber, wordStart, String.raw`(?= ?\d)`),
  sayAs(/(?<![\p{L}\p{N}.])(\p{Lu})\.(?= \p{Lu}[\p{L}.])/gu, "$1"),
  // Centuries and rulers: "XIXe siècle", "François Ier".
  {
    pattern: /(?<![\p{L}\p{N}])([IVX]+)(?:e|è|ème|ᵉ)(?![\p{L}\p{N}])( ?s\.(?! ?\p{Lu}))?/gu,
    say([, numeral = "", century]) {
      const spoken = ordinal(romanNumeral(numeral));
      return spoken && `${spoken}${century === undefined ? "" : " siècle"}`;
    },
  },
  sayAs(/(?<![\p{L}\p{N}])Ier(?!\p{L})/gu, "premier"),
  sayAs(/(?<![\p{L}\p{N}])I[rèe]?re(?!\p{L})/gu, "première"),
  { pattern: /(?<![\p{L}\p{N}.,])(\d{1,2})(?:e|è|ème|eme|ième)(?![\p{L}\p{N}-])/gu, say: ([, number]) => ordinal(Number(number)) },
  { pattern: /(?<![\p{L}\p{N}.,])(\d{1,2})(?:es|èmes)(?![\p{L}\p{N}-])/gu, say: ([, number]) => `${ordinal(Number(number))}s` },
  sayAs(/(?<![\p{L}\p{N}.,])1(?:re|ère)(s?)(?!\p{L})/gu, "première$1"),
  sayAs(/(?<![\p{L}\p{N}.,])1ers(?!\p{L})/gu, "premiers"),
  sayAs(/(?<![\p{L}\p{N}.,])2nd(e?)(s?)(?!\p{L})/gu, "second$1$2"),
  {
    pattern:
      /(?<=(?:\p{Lu}[\p{L}]+|chapitre|tome|livre|acte|partie|titre|article|annexe|volume|type|phase|scène) )[IVXL]+(?![\p{L}\p{N}'’-])(?!\. ?\p{Lu}\p{Ll})/gu,
    say: ([found]) => (/^[LI]$/.test(found) ? undefined : romanNumeral(found)?.toString()),
  },
  // "1914-1918"
  {
    pattern: /(?<![\p{L}\p{N}.,/:–-])(1\d{3}|20\d\d)[-–](1\d{3}|20\d\d)(?![\p{L}\p{N}/:–-]|[.,]\d)/gu,
    say: ([, from, to]) => `${from} à ${to}`,
  },
  { pattern: /(?<=p(?:ages|p\.|\.) ?)(\d+)[-–](\d+)(?![\d-])/gu, say: ([, from, to]) => `${from} à ${to}` },
  // Signs.
  sayAs(/(?<=(?:^|[ (]))[-−](?=\d+(?:,\d+)? ?(?:°|%|degrés))/g, "moins "),
  sayAs(/(?<=\d) ?= ?(?=[\d-])/g, " égale "),
  sayAs(/(?<=\d) ?[×] ?(?=\d)/g, " fois "),
];

/** Makes sure that a space is heard between a number and its unit. */
function withSpace(table: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(table).map(([written, spoken]) => [written, ` ${spoken}`]));
}

function date(day = "", month = "", year = ""): string | undefined {
  const name = months[Number(month) - 1];
  const number = Number(day);
  if (!name || number < 1 || number > 31) return undefined;
  return `${number === 1 ? "1er" : number} ${name} ${year}`;
}

function euroAmount(euros: string, cents: string): string {
  const unit = euros === "0" || euros === "1" ? "euro" : "euros";
  return cents === "00" ? `${euros} ${unit}` : `${euros} ${unit} ${Number(cents)}`;
}

/** "14 heures 30". The hours are feminine, and "neuf heures" has another sound than "9 heures". */
function time(hour: number, minute: string | undefined): string {
  const rest = minute === undefined || minute === "00" ? "" : minute.startsWith("0") ? ` zéro ${minute.slice(1)}` : ` ${minute}`;
  return `${hour === 1 ? "une" : hour === 21 ? "vingt et une" : hour === 9 || hour === 19 ? cardinal(hour) : hour} ${hour <= 1 ? "heure" : "heures"}${rest}`;
}

const small =
  "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split(" ");
const tens = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"];

function cardinal(number: number): string {
  if (number < 20) return small[number] ?? "";
  const ten = Math.floor(number / 10);
  const rest = ten === 7 || ten === 9 ? (number % 10) + 10 : number % 10;
  const joint = (rest === 1 || rest === 11) && ten !== 8 && ten !== 9 ? " et " : "-";
  return rest === 0 ? (tens[ten] ?? "") : `${tens[ten]}${joint}${small[rest]}`;
}

/** An ordinal number up to 99 in words. */
function ordinal(number: number | undefined): string | undefined {
  if (number === undefined || number < 1 || number > 99) return undefined;
  if (number === 1) return "premier";
  const word = cardinal(number);
  if (word.endsWith("cinq")) return `${word}uième`;
  if (word.endsWith("neuf")) return `${word.slice(0, -1)}vième`;
  return `${word.replace(/e$/, "")}ième`;
}
