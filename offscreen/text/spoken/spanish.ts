import { romanNumeral } from "./roman-numeral.ts";
import { sayAs, sayFrom, type Rule } from "./rule.ts";

const months = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre".split("|");

const anywhere: Readonly<Record<string, string>> = {
  "p. ej.": "por ejemplo",
  "P. ej.": "Por ejemplo",
  "EE. UU.": "Estados Unidos",
  EEUU: "Estados Unidos",
  "EE UU": "Estados Unidos",
  "a. C.": "antes de Cristo",
  "d. C.": "después de Cristo",
  "cf.": "confróntese",
  "1/2": "un medio",
  "1/3": "un tercio",
  "2/3": "dos tercios",
  "1/4": "un cuarto",
  "3/4": "tres cuartos",
  "&": "y",
  ONU: "onu",
  OTAN: "otan",
  "½": "un medio",
  "¼": "un cuarto",
  "¾": "tres cuartos",
};

const beforeName: Readonly<Record<string, string>> = {
  "Sr.": "señor",
  "Sra.": "señora",
  "Srta.": "señorita",
  "Sres.": "señores",
  "Dr.": "doctor",
  "Dra.": "doctora",
  "D.": "don",
  "Dña.": "doña",
  "D.ª": "doña",
  "Prof.": "profesor",
  "Profa.": "profesora",
  "Gral.": "general",
  "Lic.": "licenciado",
  "Ing.": "ingeniero",
  "Sto.": "santo",
  "Sta.": "santa",
  "Avda.": "avenida",
  "Av.": "avenida",
  "C/": "calle",
  "c/": "calle",
  "Pza.": "plaza",
  "Ud.": "usted",
  "Uds.": "ustedes",
};

const beforeNumber: Readonly<Record<string, string>> = {
  "n.º": "número",
  "N.º": "número",
  nº: "número",
  Nº: "número",
  "n°": "número",
  "núm.": "número",
  "Núm.": "Número",
  "pág.": "página",
  "págs.": "páginas",
  "p.": "página",
  "pp.": "páginas",
  "art.": "artículo",
  "Art.": "Artículo",
  "arts.": "artículos",
  "cap.": "capítulo",
  "Cap.": "Capítulo",
  "vol.": "volumen",
  "Vol.": "Volumen",
  "fig.": "figura",
  "Fig.": "Figura",
  "tel.": "teléfono",
  "Tel.": "Teléfono",
  "aprox.": "aproximadamente",
  "ca.": "circa",
  "~": "unos ",
  "#": "número ",
};

/** Each unit with its singular and its plural. */
const units: Readonly<Record<string, readonly [string, string]>> = {
  "km/h": ["kilómetro por hora", "kilómetros por hora"],
  "m/s": ["metro por segundo", "metros por segundo"],
  "km²": ["kilómetro cuadrado", "kilómetros cuadrados"],
  "m²": ["metro cuadrado", "metros cuadrados"],
  "cm²": ["centímetro cuadrado", "centímetros cuadrados"],
  "m³": ["metro cúbico", "metros cúbicos"],
  "cm³": ["centímetro cúbico", "centímetros cúbicos"],
  km: ["kilómetro", "kilómetros"],
  m: ["metro", "metros"],
  cm: ["centímetro", "centímetros"],
  mm: ["milímetro", "milímetros"],
  kg: ["kilogramo", "kilogramos"],
  g: ["gramo", "gramos"],
  mg: ["miligramo", "miligramos"],
  l: ["litro", "litros"],
  L: ["litro", "litros"],
  ml: ["mililitro", "mililitros"],
  ha: ["hectárea", "hectáreas"],
  t: ["tonelada", "toneladas"],
  min: ["minuto", "minutos"],
  GB: ["gigabyte", "gigabytes"],
  MB: ["megabyte", "megabytes"],
  KB: ["kilobyte", "kilobytes"],
  TB: ["terabyte", "terabytes"],
  Hz: ["hercio", "hercios"],
  kHz: ["kilohercio", "kilohercios"],
  MHz: ["megahercio", "megahercios"],
  GHz: ["gigahercio", "gigahercios"],
  W: ["vatio", "vatios"],
  kW: ["kilovatio", "kilovatios"],
  MW: ["megavatio", "megavatios"],
  GW: ["gigavatio", "gigavatios"],
  kWh: ["kilovatio hora", "kilovatios hora"],
  MWh: ["megavatio hora", "megavatios hora"],
  V: ["voltio", "voltios"],
  dB: ["decibelio", "decibelios"],
  kcal: ["kilocaloría", "kilocalorías"],
  "°C": ["grado Celsius", "grados Celsius"],
  ºC: ["grado Celsius", "grados Celsius"],
  "°F": ["grado Fahrenheit", "grados Fahrenheit"],
  h: ["hora", "horas"],
};

const ordinals = ["", "primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno", "décimo"];
const rulers =
  "Alejandro|Alfonso|Benedicto|Carlos|Enrique|Felipe|Fernando|Francisco|Fernando|Gregorio|Guillermo|Inocencio|Jacobo|Jaime|Jorge|Juan|José|Leopoldo|Luis|Napoleón|Nicolás|Pablo|Pedro|Pío|Ramiro|Ramsés|Ricardo|Sancho";
const queens = "Isabel|Catalina|Cristina|Juana|María|Margarita";

export const spanishRules: readonly Rule[] = [
  // Dates: 21/03/2024, 21.03.2024, 21-03-2024, 2024-03-21.
  { pattern: /(?<![\p{L}\p{N}/.-])(\d{4})-(\d\d)-(\d\d)(?![\p{L}\p{N}/-])/gu, say: ([, year, month, day]) => date(day, month, year) },
  {
    pattern: /(?<![\p{L}\p{N}/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\p{L}\p{N}/-]|\.\d)/gu,
    say: ([, day, , month, year]) => date(day, month, year),
  },
  // Money.
  {
    pattern: /(?<![\p{L}\p{N}])\$ ?(\d[\d.,]*\d|\d)(?!\d)( (?:millones|millón|mil)(?!\p{L}))?/gu,
    say: ([, amount, scale = ""]) => `${amount}${scale}${scale.startsWith(" mill") ? " de" : ""} ${amount === "1" ? "dólar" : "dólares"}`,
  },
  sayAs(/(?<=\d) ?M€(?!\p{L})/gu, " millones de euros"),
  {
    pattern: /(?<![\d.,])(\d[\d.]*),(\d\d) ?€(?!\p{L})/gu,
    say: ([, euros, cents]) => `${euros === "1" ? "un euro" : `${one(euros ?? "")} euros`}${cents === "00" ? "" : ` con ${Number(cents)}`}`,
  },
  sayAs(/(?<=(?:millón|millones)) ?€(?!\p{L})/gu, " de euros"),
  sayAs(/(?<![\d.,])1 ?€(?!\p{L})/gu, "un euro"),
  sayAs(/(?<=\d) ?€(?!\p{L})/gu, " euros"),
  // Times: "14:30", "14h30", "8 h".
  {
    pattern: /(?<![\p{L}\p{N}:.,])([01]?\d|2[0-3])[h:]([0-5]\d)(?: ?h(?:\.|oras)?(?!\p{L}))?(?![\p{L}\p{N}:])/gu,
    say: ([found, hour = "", minute = ""]) => {
      const hours = Number(hour) === 1 ? "una" : Number(hour) === 21 ? "veintiuna" : String(Number(hour));
      if (minute === "00") return /h/.test(found) ? `${hours} horas` : `${hours} en punto`;
      return `${hours} ${minute.startsWith("0") ? "cero " : "y "}${Number(minute)}`;
    },
  },
  // Units. One is "un" before a noun.
  sayFrom(
    Object.fromEntries(
      Object.entries(units).map(([unit, [single]]) => [
        `1 ${unit}`,
        `${/a$|a /.test(single) && !single.startsWith("gra") && !/^(?:kilova|megava)/.test(single) ? "una" : "un"} ${single}`,
      ]),
    ),
    String.raw`(?<![\p{L}\p{N}.,/:-])`,
    String.raw`(?![\p{L}\p{N}²³/^'’])`,
  ),
  sayFrom(
    Object.fromEntries(Object.entries(units).map(([unit, [, many]]) => [unit, ` ${many}`])),
    String.raw`(?<=\d)(?<!(?<![\d.,])1) ?`,
    String.raw`(?![\p{L}\p{N}²³/^'’])`,
  ),
  // "21 años", "1 kilómetro"
  {
    pattern:
      /(?<![\p{L}\p{N}.,/:-])(\d*1)(?= (?:años?|kilómetros?|metros?|días?|meses|mes|euros?|dólar(?:es)?|minutos?|segundos?|puntos?|libros?|niños?|hombres?|países|país|kilos?|litros?|grados?|goles|gol|votos?|siglos?|millón|millones)(?!\p{L}))/gu,
    say: ([found]) => (one(found) === found ? undefined : one(found)),
  },
  {
    pattern:
      /(?<![\p{L}\p{N}.,/:-])(\d*1)(?= (?:horas?|semanas?|personas?|veces|vez|páginas?|mujeres|mujer|niñas?|casas?|toneladas?|hectáreas?|libras?)(?!\p{L}))/gu,
    say: ([found]) => (found === "1" ? "una" : found === "21" ? "veintiuna" : undefined),
  },
  sayAs(new RegExp(String.raw`(?<![\p{L}\p{N}.,/:-])1(?= de (?:${months.join("|")})(?!\p{L}))`, "gu"), "primero"),
  // Abbreviations.
  sayFrom(anywhere, String.raw`(?<![\p{L}\p{N}./-])`, String.raw`(?![\p{L}\p{N}/])`),
  sayFrom(beforeName, String.raw`(?<![\p{L}\p{N}.])`, String.raw`(?= ?\p{Lu})`),
  sayFrom(beforeNumber, String.raw`(?<![\p{L}\p{N}.-])`, String.raw`(?= ?\d)`),
  sayAs(/(?<![\p{L}\p{N}.])(\p{Lu})\.(?= \p{Lu}[\p{L}.])/gu, "$1"),
  // Ordinal numbers.
  {
    pattern: /(?<![\p{L}\p{N}.,])(\d{1,2})(?:\.[ºo°]|°(?= \p{Ll}))/gu,
    say: ([, number]) => ordinals[Number(number)],
  },
  { pattern: /(?<![\p{L}\p{N}.,])(\d{1,2})\.?[ªa](?!\p{L})/gu, say: ([, number]) => ordinals[Number(number)]?.replace(/o$/, "a") },
  sayAs(/(?<![\p{L}\p{N}.,])1\.?er(?!\p{L})/gu, "primer"),
  sayAs(/(?<![\p{L}\p{N}.,])3\.?er(?!\p{L})/gu, "tercer"),
  // Rulers: to ten they are ordinal numbers.
  {
    pattern: new RegExp(String.raw`(?<=(?<!\p{L})(?:${rulers}) )[IVX]+(?![\p{L}\p{N}'’-])(?!\. ?\p{Lu}\p{Ll})`, "gu"),
    say: ([found]) => ordinals[romanNumeral(found) ?? 0] || undefined,
  },
  {
    pattern: new RegExp(String.raw`(?<=(?<!\p{L})(?:${queens}) )[IVX]+(?![\p{L}\p{N}'’-])(?!\. ?\p{Lu}\p{Ll})`, "gu"),
    say: ([found]) => ordinals[romanNumeral(found) ?? 0]?.replace(/o$/, "a") || undefined,
  },
  {
    pattern: /(?<=(?:siglos?|capítulo|Capítulo|tomo|Tomo|volumen|acto) )[IVX]+(?![\p{L}\p{N}'’-])/gu,
    say: ([found]) => romanNumeral(found)?.toString(),
  },
  // "1914-1918"
  {
    pattern: /(?<![\p{L}\p{N}.,/:–-])(1\d{3}|20\d\d)[-–](1\d{3}|20\d\d)(?![\p{L}\p{N}/:–-]|[.,]\d)/gu,
    say: ([, from, to]) => `${from} a ${to}`,
  },
  { pattern: /(?<=p(?:áginas|ágs\.|p\.|\.) ?)(\d+)[-–](\d+)(?![\d-])/gu, say: ([, from, to]) => `${from} a ${to}` },
  // Signs.
  sayAs(/(?<=(?:^|[ (]))[-−](?=\d+(?:[.,]\d+)? ?(?:°|º|%|grados))/g, "menos "),
  sayAs(/(?<=\d) ?[×x] ?(?=\d)/g, " por "),
  // eSpeak reads a number with spaces only in groups.
  {
    pattern: /(?<![\d.,])\d{1,3}(?: \d{3}){1,3}(?! ?\d)/g,
    say: ([found]) => (found.startsWith("0") ? undefined : found.replaceAll(" ", "")),
  },
];

function date(day = "", month = "", year = ""): string | undefined {
  const name = months[Number(month) - 1];
  const number = Number(day);
  if (!name || number < 1 || number > 31) return undefined;
  return `${number === 1 ? "primero" : number} de ${name} de ${year}`;
}

/** A number before a masculine noun: "21" is "veintiún", "31" "treinta y un". */
function one(number: string): string {
  const tens = ["", "", "veinti", "treinta y ", "cuarenta y ", "cincuenta y ", "sesenta y ", "setenta y ", "ochenta y ", "noventa y "];
  if (number === "1") return "un";
  if (!/^[2-9]1$/.test(number)) return number;
  return number === "21" ? "veintiún" : `${tens[Number(number.charAt(0))]}un`;
}
