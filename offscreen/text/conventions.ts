/** How a language uses a full stop that does not end a sentence. All words are in lower case, without the last stop. */
export interface Conventions {
  /** Forms of address. A name follows, whatever it looks like. */
  titles: ReadonlySet<string>;
  abbreviations: ReadonlySet<string>;
  /** These are abbreviations only when a number follows. */
  beforeNumber: ReadonlySet<string>;
  /** Words that nearly always start a sentence when they are capitalised after a full stop. */
  starters: ReadonlySet<string>;
  /** True where "3." means "third". */
  ordinals: boolean;
}

type Words = Record<"titles" | "abbreviations" | "beforeNumber" | "starters", string>;

const shared: Words = {
  titles: "dr prof mr mrs ms",
  abbreviations: "st vs cf e.g i.e ca",
  beforeNumber: "no nr n° nº n art fig vol p pp cap chap ch sec tab §",
  starters: "",
};

function conventions(words: Partial<Words>, ordinals = false): Conventions {
  const set = (kind: keyof Words): ReadonlySet<string> => new Set(`${shared[kind]} ${words[kind] ?? ""}`.split(" ").filter(Boolean));
  return {
    titles: set("titles"),
    abbreviations: set("abbreviations"),
    beforeNumber: set("beforeNumber"),
    starters: set("starters"),
    ordinals,
  };
}

const unlisted = conventions({});
const scandinavian = conventions(
  {
    titles: "hr fr frk",
    abbreviations: "f.eks bl.a t.ex d.v.s dvs m.a.o jf jfr s.k kl",
    beforeNumber: "kap s",
    starters: "det den de han hun hon jeg jag vi du i en et ett men og och som på",
  },
  true,
);

const byLanguage = new Map<string, Conventions>([
  [
    "en",
    conventions({
      titles: "sr gen col capt lt sgt cmdr maj rev hon gov sen rep pres supt messrs mmes",
      abbreviations: "jr mt ft approx viz dept al",
      beforeNumber: "nos figs vols jan feb mar apr jun jul aug sep sept oct nov dec para eq",
      starters:
        "the this that these those he she it we they you i in on at but and so if when there a an my his her our their what who how why no yes",
    }),
  ],
  [
    "fr",
    conventions({
      titles: "mme mlle mgr me mm",
      abbreviations: "ex p.ex av bd ste env",
      beforeNumber: "fasc éd",
      starters: "le la les l un une des il elle ils elles on je tu nous vous ce cette ces mais et en dans c qui que où",
    }),
  ],
  [
    "de",
    conventions(
      {
        titles: "hr hrn fr frl dipl ing",
        abbreviations: "bzw bspw evtl ggf inkl exkl sog str vgl u.a z.b d.h i.d.r o.ä s.o s.u zzgl geb jh",
        beforeNumber: "abs bd kap s tel",
        starters: "der die das er sie es wir ihr ich du ein eine in im am an auf und aber doch dann wenn wer was wie mit",
      },
      true,
    ),
  ],
  [
    "es",
    conventions({
      titles: "sr sra srta dra d dª dña ud uds lic ing",
      abbreviations: "ej p.ej av avda ee.uu",
      beforeNumber: "pág págs núm",
      starters: "el la los las un una él ella ellos yo tú nosotros en es no sí pero y que qué",
    }),
  ],
  [
    "it",
    conventions({
      titles: "sig sig.ra sig.na dott dott.ssa avv ing arch on",
      abbreviations: "es p.es",
      beforeNumber: "pag pagg",
      starters: "il lo la i gli le l un una lui lei loro io noi voi è non ma e in che chi",
    }),
  ],
  [
    "pt",
    conventions({
      titles: "sr sra srs dra exmo exma d eng",
      abbreviations: "ex p.ex av",
      beforeNumber: "pág págs núm",
      starters: "o a os as um uma ele ela eles eu nós você em é não mas e que quem",
    }),
  ],
  [
    "nl",
    conventions({
      titles: "dhr mevr mw drs ir ing jhr",
      abbreviations: "bijv bv b.v d.w.z o.a resp",
      beforeNumber: "blz hfdst",
      starters: "de het een hij zij ze wij we ik jij je u in op en maar er dat dit die wat wie",
    }),
  ],
  [
    "pl",
    conventions(
      {
        titles: "inż mgr hab",
        abbreviations: "ul al np tzn tzw im św",
        beforeNumber: "str s ust poz",
        starters: "to ten ta on ona oni ja ty my w na i ale nie jak co kto",
      },
      true,
    ),
  ],
  [
    "cs",
    conventions(
      {
        titles: "ing mgr bc mudr judr phdr",
        abbreviations: "sv ul tj tzv např",
        beforeNumber: "str s odst",
        starters: "to ten ta on ona oni já ty my v na a ale ne jak co kdo",
      },
      true,
    ),
  ],
  [
    "ru",
    conventions({
      titles: "проф акад тов гр",
      abbreviations: "г ул им т.е т.д т.п напр пр св",
      beforeNumber: "стр рис п ст табл см гл",
      starters: "он она оно они мы вы я ты это в на и но не как что кто а",
    }),
  ],
  [
    "uk",
    conventions({
      titles: "проф акад",
      abbreviations: "м вул ім св напр т.зв",
      beforeNumber: "стор рис ст табл див",
      starters: "він вона воно вони ми ви я ти це в у на і й але не як що хто",
    }),
  ],
  [
    "fi",
    conventions(
      {
        titles: "hra rva",
        abbreviations: "esim ns mm ym tri",
        beforeNumber: "s luku",
        starters: "se hän he me te minä sinä ja mutta ei on tämä",
      },
      true,
    ),
  ],
  ["sv", scandinavian],
  ["da", scandinavian],
  ["nb", scandinavian],
  ["nn", scandinavian],
  ["no", scandinavian],
]);

/** The conventions for a BCP 47 tag. A language that is not in the table gets those that most languages share. */
export function conventionsOf(language: string): Conventions {
  return byLanguage.get(language.split(/[-_]/, 1)[0]?.toLowerCase() ?? "") ?? unlisted;
}
