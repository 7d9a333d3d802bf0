import { romanNumeral } from "./roman-numeral.ts";
import { sayAs, sayFrom, type Rule } from "./rule.ts";

const notOne = String.raw`(?<=\d)(?<!(?<![\d.,])1) ?`;
const afterOne = String.raw`(?<=(?<![\d.,])1) ?`;
const unitEnd = String.raw`(?![\p{L}\p{N}²³/^'’])`;

const months = "January|February|March|April|May|June|July|August|September|October|November|December".split("|");
const monthNames = months.join("|");

const beforeName: Readonly<Record<string, string>> = {
  "Dr.": "Doctor",
  "Mr.": "Mister",
  "Mrs.": "Missus",
  "Prof.": "Professor",
  "Sgt.": "Sergeant",
  "Lt.": "Lieutenant",
  "Capt.": "Captain",
  "Gen.": "General",
  "Col.": "Colonel",
  "Maj.": "Major",
  "Cmdr.": "Commander",
  "Rev.": "Reverend",
  "Gov.": "Governor",
  "Sen.": "Senator",
  "Rep.": "Representative",
  "Pres.": "President",
  "Supt.": "Superintendent",
  "Hon.": "Honorable",
  "St.": "Saint",
  "Mt.": "Mount",
  "Ft.": "Fort",
};

const beforeNumber: Readonly<Record<string, string>> = {
  "no.": "number",
  "No.": "Number",
  "nos.": "numbers",
  "Nos.": "Numbers",
  "p.": "page",
  "pp.": "pages",
  "vol.": "volume",
  "Vol.": "Volume",
  "vols.": "volumes",
  "fig.": "figure",
  "Fig.": "Figure",
  "figs.": "figures",
  "Figs.": "Figures",
  "ch.": "chapter",
  "Ch.": "Chapter",
  "chap.": "chapter",
  "Chap.": "Chapter",
  "sec.": "section",
  "Sec.": "Section",
  "art.": "article",
  "Art.": "Article",
  "eq.": "equation",
  "Eq.": "Equation",
  "ca.": "circa",
  "c.": "circa",
  "approx.": "approximately",
  "Jan.": "January",
  "Feb.": "February",
  "Mar.": "March",
  "Apr.": "April",
  "Jun.": "June",
  "Jul.": "July",
  "Aug.": "August",
  "Sep.": "September",
  "Sept.": "September",
  "Oct.": "October",
  "Nov.": "November",
  "Dec.": "December",
  "#": "number ",
  "~": "about ",
  ">": "greater than ",
  "<": "less than ",
  "≥": "greater than or equal to ",
  "≤": "less than or equal to ",
};

const anywhere: Readonly<Record<string, string>> = {
  "Ms.": "Miz",
  "vs.": "versus",
  "Jr.": "Junior",
  "Sr.": "Senior",
  "approx.": "approximately",
  "cf.": "compare",
  "et al.": "et al",
  "Ph.D.": "PhD",
  "Corp.": "Corporation",
  "w/o": "without",
  "w/": "with",
  "24/7": "24 7",
  "50/50": "50 50",
  "9/11": "9 11",
  CO2: "C O 2",
};

const afterName: Readonly<Record<string, string>> = {
  "St.": "Street",
  "Ave.": "Avenue",
  "Blvd.": "Boulevard",
  "Rd.": "Road",
  "Ln.": "Lane",
  "Hwy.": "Highway",
  "Sq.": "Square",
  "Co.": "Company",
};

/** Each unit with its singular and its plural. */
const units: Readonly<Record<string, readonly [string, string]>> = {
  "km/h": ["kilometer per hour", "kilometers per hour"],
  "m/s": ["meter per second", "meters per second"],
  mph: ["mile per hour", "miles per hour"],
  "km²": ["square kilometer", "square kilometers"],
  "m²": ["square meter", "square meters"],
  "cm²": ["square centimeter", "square centimeters"],
  "m³": ["cubic meter", "cubic meters"],
  "cm³": ["cubic centimeter", "cubic centimeters"],
  km: ["kilometer", "kilometers"],
  cm: ["centimeter", "centimeters"],
  mm: ["millimeter", "millimeters"],
  nm: ["nanometer", "nanometers"],
  kg: ["kilogram", "kilograms"],
  mg: ["milligram", "milligrams"],
  lb: ["pound", "pounds"],
  lbs: ["pound", "pounds"],
  oz: ["ounce", "ounces"],
  ft: ["foot", "feet"],
  yd: ["yard", "yards"],
  mi: ["mile", "miles"],
  ml: ["milliliter", "milliliters"],
  mL: ["milliliter", "milliliters"],
  ms: ["millisecond", "milliseconds"],
  hrs: ["hour", "hours"],
  min: ["minute", "minutes"],
  sec: ["second", "seconds"],
  Hz: ["hertz", "hertz"],
  kHz: ["kilohertz", "kilohertz"],
  MHz: ["megahertz", "megahertz"],
  GHz: ["gigahertz", "gigahertz"],
  kB: ["kilobyte", "kilobytes"],
  KB: ["kilobyte", "kilobytes"],
  MB: ["megabyte", "megabytes"],
  GB: ["gigabyte", "gigabytes"],
  TB: ["terabyte", "terabytes"],
  kW: ["kilowatt", "kilowatts"],
  MW: ["megawatt", "megawatts"],
  GW: ["gigawatt", "gigawatts"],
  kWh: ["kilowatt hour", "kilowatt hours"],
  MWh: ["megawatt hour", "megawatt hours"],
  kV: ["kilovolt", "kilovolts"],
  mA: ["milliampere", "milliamperes"],
  mAh: ["milliampere hour", "milliampere hours"],
  dB: ["decibel", "decibels"],
  kcal: ["kilocalorie", "kilocalories"],
  "°C": ["degree Celsius", "degrees Celsius"],
  "°F": ["degree Fahrenheit", "degrees Fahrenheit"],
};

const decades: Readonly<Record<string, string>> = {
  "00": "hundreds",
  10: "tens",
  20: "twenties",
  30: "thirties",
  40: "forties",
  50: "fifties",
  60: "sixties",
  70: "seventies",
  80: "eighties",
  90: "nineties",
};

const currencies: Readonly<Record<string, readonly [one: string, many: string, cent: string, cents: string]>> = {
  $: ["dollar", "dollars", "cent", "cents"],
  US$: ["US dollar", "US dollars", "cent", "cents"],
  "£": ["pound", "pounds", "penny", "pence"],
  "€": ["euro", "euros", "cent", "cents"],
};
const scales: Readonly<Record<string, string>> = {
  k: "thousand",
  K: "thousand",
  m: "million",
  M: "million",
  mn: "million",
  bn: "billion",
  b: "billion",
  B: "billion",
  tn: "trillion",
};

const fractions: Readonly<Record<string, readonly [string, string]>> = {
  2: ["half", "halves"],
  3: ["third", "thirds"],
  4: ["quarter", "quarters"],
  5: ["fifth", "fifths"],
  6: ["sixth", "sixths"],
  8: ["eighth", "eighths"],
  10: ["tenth", "tenths"],
  16: ["sixteenth", "sixteenths"],
};

const rulers =
  "Alexander|Alfonso|Benedict|Boniface|Catherine|Charles|Christian|Clement|Edward|Elizabeth|Ferdinand|Francis|Frederick|George|Gregory|Gustav|Henry|Innocent|Ivan|James|John|Julius|Leo|Leopold|Louis|Ludwig|Mary|Napoleon|Nicholas|Otto|Paul|Peter|Philip|Pius|Ramesses|Ramses|Richard|Rudolf|Thutmose|Umberto|Urban|Victor|Wilhelm|William";
/** Words before which a number is certainly a year. */
const beforeYear =
  "in|In|since|Since|by|By|until|Until|before|Before|after|After|during|During|circa|early|late|mid|around|from|From|between|Between|spring|summer|autumn|winter|fall|of";

export const englishRules: readonly Rule[] = [
  // Dates: 2024-03-21, 3/21/2024, 21.03.2024.
  { pattern: /(?<![\w/.-])(\d{4})-(\d\d)-(\d\d)(?![\w/-])/g, say: ([, year, month, day]) => date(day, month, year) },
  {
    pattern: /(?<![\w/.-])(\d{1,2})\/(\d{1,2})\/(\d{4})(?![\w/-])/g,
    say: ([, first, second, year]) => (Number(first) > 12 ? date(first, second, year) : date(second, first, year)),
  },
  { pattern: /(?<![\w/.-])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\w/-]|\.\d)/g, say: ([, day, month, year]) => date(day, month, year) },
  // Money.
  {
    pattern:
      /(?<![\p{L}\p{N}$£€])(US\$|[$£€]) ?(\d[\d,]*)(\.\d+)?(?:( ?)(k|K|mn|m|M|bn|b|B|tn)(?![\p{L}\p{N}])| (thousand|million|billion|trillion)(?!\p{L}))?(?![\d.]*\d|[-–]\d)/gu,
    say: ([, sign, whole, rest, , short, long]) => money(sign ?? "", whole ?? "", rest ?? "", short === undefined ? long : scales[short]),
  },
  // Units.
  sayFrom(Object.fromEntries(Object.entries(units).map(([unit, [one]]) => [unit, ` ${one}`])), afterOne, unitEnd),
  sayFrom(Object.fromEntries(Object.entries(units).map(([unit, [, many]]) => [unit, ` ${many}`])), notOne, unitEnd),
  // Abbreviations.
  sayFrom(anywhere, String.raw`(?<![\p{L}\p{N}./])`, String.raw`(?![\p{L}\p{N}])`),
  sayFrom(afterName, String.raw`(?<=(?:\p{Lu}[\p{L}'’]+|\d(?:st|nd|rd|th)|&) )`, String.raw`(?=$|[ ,;:)](?! ?\d))`),
  sayFrom(beforeName, String.raw`(?<![\p{L}\p{N}.])`, String.raw`(?= \p{Lu})`),
  sayFrom(beforeNumber, String.raw`(?<![\p{L}\p{N}.<>&=-])`, String.raw`(?= ?\d)`),
  // Initials: "John F. Kennedy", "J. R. R. Tolkien".
  sayAs(/(?<![\p{L}\p{N}.])(\p{Lu})\.(?= \p{Lu}[\p{L}.])/gu, "$1"),
  // eSpeak says "hundred th".
  sayAs(/(?<![\d.,])(\d+)00th(?!\p{L})/gu, "$1 hundredth"),
  // Fractions.
  sayAs(/(?<=\d) 1\/2(?![\d/])/g, " and a half"),
  {
    pattern: /(?<![\p{L}\p{N}.,/:-])(\d{1,2})\/(\d{1,2})(?![\p{L}\p{N}/]|[.,]\d)/gu,
    say: ([, top = "", bottom = ""]) => fraction(top, bottom),
  },
  // Times: "3:05", "10:00".
  sayAs(/(?<![\d:.])(\d{1,2}):0([1-9])(?![\d:])/g, "$1 oh $2"),
  sayAs(/(?<![\d:.])(\d{1,2}):00(?= ?[ap]\.?m)/gi, "$1"),
  sayAs(/(?<![\d:.])(1[0-2]|0?[1-9]):00(?![\d:])/g, "$1 o'clock"),
  // Decades and years.
  {
    pattern: /(?<![\p{L}\p{N}.,])(1[1-9]|20)(\d0)['’]?s(?!\p{L})/gu,
    say: ([, century, decade = ""]) =>
      century === "20" && decade === "00" ? "two thousands" : decades[decade] && `${century} ${decades[decade]}`,
  },
  { pattern: /(?<![\p{L}\p{N}.,])['’]?([2-9]0)['’]?s(?!\p{L})/gu, say: ([, decade = ""]) => decades[decade] },
  {
    pattern: /(?<![\d.,/:-])(1[1-9]\d\d) ?[-–] ?(1[1-9]\d\d|20\d\d|\d\d)(?![\d%/:-]|[.,]\d)/g,
    say: ([, from = "", to = ""]) => `${year(from)} to ${year(to)}`,
  },
  {
    pattern: /(?<![\p{L}\p{N}.,/:–-])(\d{1,4})[-–](\d{1,4})(?![\p{L}\p{N}/:–-]|[.,]\d)/gu,
    say: ([, from = "", to = ""]) =>
      Number(from) < Number(to) && !(from.length === 3 && to.length === 4) && !to.startsWith("0") ? `${from} to ${to}` : undefined,
  },
  {
    pattern: new RegExp(
      String.raw`(?<=(?:(?<![\p{L}])(?:${beforeYear}|the year|${monthNames})|(?:${monthNames}) \d{1,2}(?:st|nd|rd|th)?,) )1[1-9]\d\d(?![\d%,.]*\d|[%°]| ?(?:[kmc]?m|kg|${Object.keys(units).join("|")})(?!\p{L}))(?! (?:people|men|women|children|words|pages|miles|dollars|pounds|units|members|years|days|hours))`,
      "gu",
    ),
    say: ([found]) => year(found),
  },
  // "2 x 4", "3x".
  sayAs(/(?<=\d) ?x ?(?=\d)/g, " by "),
  sayAs(/(?<=(?<![\p{L}\p{N}])\d+)x(?![\p{L}\p{N}])/gu, " times"),
  // Feet and inches.
  sayAs(/(?<!\d)(\d)['′](\d{1,2})(?:["″]|'')/g, "$1 foot $2"),
  // Roman numerals.
  {
    pattern: new RegExp(String.raw`(?<=(?<!\p{L})(?:${rulers}) )[IVX]+(?![\p{L}\p{N}'’-])(?!\.\p{L})`, "gu"),
    say: ([found]) => (found === "I" ? undefined : ordinal(romanNumeral(found))),
  },
  {
    pattern: /(?<=\p{Lu}\p{L}+ )[IVXL]{2,}(?![\p{L}\p{N}'’-])/gu,
    say: ([found]) => romanNumeral(found)?.toString(),
  },
  {
    pattern:
      /(?<=(?<!\p{L})(?:[Cc]hapter|[Pp]art|[Vv]olume|[Bb]ook|[Aa]ct|[Ss]cene|[Ss]ection|[Tt]itle|[Aa]rticle|[Tt]ype|[Pp]hase|[Ww]ar|[Aa]ppendix|[Tt]able|[Ff]igure) )[IVXL]+(?![\p{L}\p{N}'’-])/gu,
    say: ([found]) => romanNumeral(found)?.toString(),
  },
];

function date(day = "", month = "", yearOf = ""): string | undefined {
  const name = months[Number(month) - 1];
  const number = Number(day);
  if (!name || number < 1 || number > 31) return undefined;
  return `${name} ${number}${ordinalSuffix(number)}, ${year(yearOf)}`;
}

/** A year as it is said: "19 84", "18 hundred", "19 oh 5". */
function year(written: string): string {
  if (!/^1[1-9]\d\d$/.test(written)) return written;
  const [century, rest] = [written.slice(0, 2), written.slice(2)];
  if (rest === "00") return `${century} hundred`;
  return `${century} ${rest.startsWith("0") ? `oh ${rest.slice(1)}` : rest}`;
}

function money(sign: string, whole: string, rest: string, scale: string | undefined): string | undefined {
  const [one, many, cent, cents] = currencies[sign] ?? [];
  if (one === undefined || /,(?!\d{3})|,$/.test(whole)) return undefined;
  if (scale !== undefined) return `${whole}${rest} ${scale} ${many}`;
  if (rest === "" || /^\.0+$/.test(rest)) return `${whole} ${whole === "1" ? one : many}`;
  if (rest.length !== 3) return `${whole}${rest} ${many}`;
  const small = Number(rest.slice(1));
  const smallName = small === 1 ? cent : cents;
  if (whole === "0") return `${small} ${smallName}`;
  return `${whole} ${whole === "1" ? one : many} and ${small} ${smallName}`;
}

function fraction(top: string, bottom: string): string | undefined {
  const names = fractions[bottom];
  if (!names || Number(top) >= Number(bottom) || top.startsWith("0")) return undefined;
  return `${top} ${top === "1" ? names[0] : names[1]}`;
}

function ordinal(number: number | undefined): string | undefined {
  return number === undefined ? undefined : `the ${number}${ordinalSuffix(number)}`;
}

function ordinalSuffix(number: number): string {
  if (number % 100 >= 11 && number % 100 <= 13) return "th";
  return ["th", "st", "nd", "rd"][number % 10] ?? "th";
}
