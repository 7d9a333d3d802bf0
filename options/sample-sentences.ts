/** The first sentence of the Universal Declaration of Human Rights by base language, for every language of the catalogue. */
const sentences: Record<string, string> = {
  ar: "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق.",
  ca: "Tots els éssers humans neixen lliures i iguals en dignitat i en drets.",
  cs: "Všichni lidé rodí se svobodní a sobě rovní co do důstojnosti a práv.",
  cy: "Genir pawb yn rhydd ac yn gydradd â’i gilydd mewn urddas a hawliau.",
  da: "Alle mennesker er født frie og lige i værdighed og rettigheder.",
  de: "Alle Menschen sind frei und gleich an Würde und Rechten geboren.",
  el: "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα.",
  en: "All human beings are born free and equal in dignity and rights.",
  es: "Todos los seres humanos nacen libres e iguales en dignidad y derechos.",
  fa: "تمام افراد بشر آزاد بدنیا میایند و از لحاظ حیثیت و حقوق با هم برابرند.",
  fi: "Kaikki ihmiset syntyvät vapaina ja tasavertaisina arvoltaan ja oikeuksiltaan.",
  fr: "Tous les êtres humains naissent libres et égaux en dignité et en droits.",
  hu: "Minden emberi lény szabadon születik és egyenlő méltósága és joga van.",
  is: "Hver maður er borinn frjáls og jafn öðrum að virðingu og réttindum.",
  it: "Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti.",
  ka: "ყოველი ადამიანი იბადება თავისუფალი და თანასწორი თავისი ღირსებითა და უფლებებით.",
  kk: "Барлық адамдар тумысынан азат және қадір-қасиеті мен кұқықтары тең болып дүниеге келеді.",
  lb: "All Mënsch kënnt fräi a mat deer selwechter Dignitéit an dene selwechte Rechter op d'Welt.",
  ne: "सबै व्यक्ति हरू जन्मजात स्वतन्त्र हुन ती सबैको समान अधिकार र महत्व छ।",
  nl: "Alle mensen worden vrij en gelijk in waardigheid en rechten geboren.",
  no: "Alle mennesker er født frie og med samme menneskeverd og menneskerettigheter.",
  pl: "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw.",
  pt: "Todos os seres humanos nascem livres e iguais em dignidade e em direitos.",
  ro: "Toate ființele umane se nasc libere și egale în demnitate și în drepturi.",
  ru: "Все люди рождаются свободными и равными в своем достоинстве и правах.",
  sk: "Všetci ľudia sa rodia slobodní a sebe rovní, čo sa týka ich dostojnosti a práv.",
  sl: "Vsi ljudje se rodijo svobodni in imajo enako dostojanstvo in enake pravice.",
  sr: "Сва људска бића рађају се слободна и једнака у достојанству и правима.",
  sv: "Alla människor äro födda fria och lika i värde och rättigheter.",
  sw: "Watu wote wamezaliwa huru, hadhi na haki zao ni sawa.",
  tr: "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar.",
  uk: "Всі люди народжуються вільними і рівними у своїй гідності та правах.",
  vi: "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền.",
  zh: "人人生而自由，在尊严和权利上一律平等。",
};

/** A sample sentence in the base language `language`, or `undefined` if there is none. */
export function sampleSentence(language: string): string | undefined {
  return Object.hasOwn(sentences, language) ? sentences[language] : undefined;
}
